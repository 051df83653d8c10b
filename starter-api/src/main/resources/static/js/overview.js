// Says so when the poll fails, and takes it back with the next one that works. Asks only for what
// is not shown yet, and not while somebody marks something: the answer would take that away.
(() => {
  const away = document.getElementById("away");
  const board = document.getElementById("board");
  const failed = () => { away.hidden = false; document.body.classList.add("stale"); };
  const worked = () => { away.hidden = true; document.body.classList.remove("stale"); };
  const marked = () => {
    const selection = document.getSelection();
    return selection !== null && !selection.isCollapsed && board.contains(selection.anchorNode);
  };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.body.addEventListener(name, failed);
  }
  document.body.addEventListener("htmx:configRequest", (event) => {
    const shown = board.querySelector("[data-version]");
    if (shown !== null) {
      event.detail.headers["Lockstep-Seen"] = shown.dataset.version;
    }
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (marked()) {
      event.preventDefault();
    }
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) {
      return;
    }
    worked();
    const asOf = board.querySelector("[data-as-of]");
    const told = event.detail.xhr.getResponseHeader("Lockstep-As-Of");
    if (asOf !== null && told !== null) {
      asOf.textContent = told;
    }
  });
})();
