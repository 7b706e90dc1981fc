// A list as a grid (the ARIA grid pattern): arrows move, Enter or typing edits, Escape leaves as it was, a block is pasted,
// Ctrl and Z undoes. Everything it does can be done without it: each row has a page with a form.
const frame = document.querySelector("[data-grid]");
if (frame) start(frame.querySelector("table"), frame.dataset.grid);

function start(table, address) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const said = document.getElementById("said");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let current = null;
  let edit = null;

  table.setAttribute("role", "grid");
  frame.removeAttribute("tabindex");
  document.querySelector(".hr-grid-help").hidden = false;
  for (const row of rows)
    for (const cell of row.cells) {
      const inner = target(cell);
      inner.tabIndex = -1;
      if (!("edits" in heads[cell.cellIndex].dataset)) cell.setAttribute("aria-readonly", "true");
    }
  if (rows.length) choose(rows[0].cells[0]);

  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("tbody td, tbody th");
    if (cell && !edit) choose(cell);
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td");
    if (cell && !edit) begin(cell);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || edit || event.target.closest("a, input")) return;
    if (cell === document.activeElement && cell.dataset.again) begin(cell);
    else {
      cell.focus();
      cell.dataset.again = "1";
    }
  });
  table.addEventListener("keydown", pressed);
  document.addEventListener("paste", pasted);

  function target(cell) {
    return cell.querySelector("a, input[type=checkbox]") || cell;
  }

  function choose(cell) {
    if (current && current !== cell) {
      target(current).tabIndex = -1;
      delete current.dataset.again;
    }
    current = cell;
    target(cell).tabIndex = 0;
  }

  function go(row, column) {
    const cell = rows[row]?.cells[column];
    if (!cell) return;
    choose(cell);
    target(cell).focus();
  }

  function canEdit(cell) {
    return "edits" in heads[cell.cellIndex].dataset;
  }

  function pressed(event) {
    if (edit) return editing(event);
    const cell = event.target.closest("tbody td, tbody th");
    if (!cell) return;
    const row = rows.indexOf(cell.parentElement);
    const column = cell.cellIndex;
    const last = cell.parentElement.cells.length - 1;
    const ctrl = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [ctrl ? 0 : row, 0], End: [ctrl ? rows.length - 1 : row, last],
      PageUp: [Math.max(0, row - 10), column], PageDown: [Math.min(rows.length - 1, row + 10), column],
    };
    if (moves[event.key]) {
      event.preventDefault();
      go(...moves[event.key]);
    } else if (ctrl && event.key.toLowerCase() === "z") {
      event.preventDefault();
      const undo = document.querySelector("[data-undo]");
      if (undo && !undo.form.hidden) undo.click();
    } else if (canEdit(cell) && (event.key === "Enter" || event.key === "F2")) {
      event.preventDefault();
      begin(cell);
    } else if (canEdit(cell) && !ctrl && !event.altKey && (event.key.length === 1 || event.key === "Delete")) {
      event.preventDefault();
      begin(cell, event.key === "Delete" ? "" : event.key);
    }
  }

  function editing(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      leave(edit.was);
    } else if ((event.key === "Enter" && !event.shiftKey && !event.altKey) || event.key === "Tab") {
      event.preventDefault();
      save(event.key === "Tab" ? [0, event.shiftKey ? -1 : 1] : [1, 0]);
    }
  }

  function begin(cell, typed) {
    if (!canEdit(cell)) return;
    choose(cell);
    const head = heads[cell.cellIndex];
    const options = document.querySelector(`template[data-options="${head.dataset.key}"]`);
    const control = document.createElement(options ? "select" : "textarea");
    edit = { cell, control, was: cell.textContent, saving: false };
    if (options) {
      control.append(options.content.cloneNode(true));
      control.value = edit.was;
      const first = typed && [...control.options].find((one) => one.text.toLowerCase().startsWith(typed.toLowerCase()));
      if (first) control.value = first.value;
    } else {
      control.rows = 2;
      control.value = typed ?? edit.was;
    }
    control.setAttribute("aria-label", head.textContent.trim());
    cell.replaceChildren(control);
    control.addEventListener("blur", () => edit && !edit.saving && save());
    control.focus();
  }

  function leave(text) {
    const { cell } = edit;
    edit = null;
    cell.textContent = text;
    cell.focus();
    say("");
  }

  async function save(then) {
    const { cell, control, was } = edit;
    if (control.value.trim() === was.trim()) {
      leave(was);
      if (then) move(cell, then);
      return;
    }
    edit.saving = true;
    const sent = { row: cell.parentElement.dataset.row, column: heads[cell.cellIndex].dataset.key, was, text: control.value };
    let answer;
    try {
      const response = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(sent) });
      answer = response.ok ? await response.json() : null;
    } catch {
      answer = null;
    }
    if (!answer) answer = { problem: "This could not be sent. What you typed is still here. Try again." };
    edit.saving = false;
    if (answer.problem) {
      control.setAttribute("aria-invalid", "true");
      if ("now" in answer) {
        edit.was = answer.now;
        answer.problem += " Press Enter to put yours in its place, Escape to leave it.";
      }
      say(answer.problem);
      control.focus();
      return;
    }
    edit = null;
    for (const [key, text] of Object.entries(answer.cells)) {
      const place = heads.findIndex((head) => head.dataset.key === key && "edits" in head.dataset);
      if (place >= 0) cell.parentElement.cells[place].textContent = text;
    }
    if (!(heads[cell.cellIndex].dataset.key in answer.cells)) cell.textContent = sent.text;
    say("Kept.");
    if (answer.undo) offer(answer.undo);
    if (then) move(cell, then);
    else if (document.activeElement === document.body) cell.focus();
  }

  function move(cell, [down, right]) {
    const row = rows.indexOf(cell.parentElement);
    const column = cell.cellIndex + right;
    go(rows[row + down] ? row + down : row, cell.parentElement.cells[column] ? column : cell.cellIndex);
  }

  function offer(undo) {
    const button = document.querySelector("[data-undo]");
    button.value = undo.step;
    button.textContent = `Undo: ${undo.words}`;
    button.form.hidden = false;
  }

  function say(text) {
    said.textContent = text;
  }

  function pasted(event) {
    const cell = document.activeElement?.closest?.("[data-grid] tbody td, [data-grid] tbody th");
    if (edit || !cell) return;
    const block = lines(event.clipboardData.getData("text/plain"));
    if (!block.length) return;
    event.preventDefault();
    const first = rows.indexOf(cell.parentElement);
    const changes = [];
    block.forEach((texts, down) =>
      texts.forEach((text, right) => {
        const under = rows[first + down]?.cells[cell.cellIndex + right];
        if (!under) return;
        const key = heads[under.cellIndex].dataset.key;
        if (key) changes.push({ row: under.parentElement.dataset.row, column: key, was: under.textContent, text });
      }),
    );
    const form = document.getElementById("pasted");
    form.elements.block.value = JSON.stringify(changes);
    form.submit();
  }

  // What a spreadsheet copies: cells between tabs, a cell with a line break or tab in quotes, quotes in it doubled.
  function lines(text) {
    const found = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      const line = found.at(-1);
      if (quoted) {
        if (letter !== '"') line[line.length - 1] += letter;
        else if (text[at + 1] === '"') line[line.length - 1] += text[(at += 1)];
        else quoted = false;
      } else if (letter === '"' && line.at(-1) === "") quoted = true;
      else if (letter === "\t") line.push("");
      else if (letter === "\n") found.push([""]);
      else if (letter !== "\r") line[line.length - 1] += letter;
    }
    if (found.at(-1).length === 1 && found.at(-1)[0] === "") found.pop();
    return found;
  }
}
