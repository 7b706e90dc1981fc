// Every page works without this; it adds ease.
import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs } from "./govuk-frontend.min.js";
import { searchByKey } from "./search.js";

for (const component of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs]) createAll(component);
createAll(Button, { preventDoubleClick: true });
searchByKey();
