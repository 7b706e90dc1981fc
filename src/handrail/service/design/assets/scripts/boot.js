// Says that scripts run, before anything is drawn. Apart from the rest so that the content security policy can be strict.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
