// Says so when the poll fails, and takes it back with the next one that works.
(() => {
  const away = document.getElementById("away");
  const failed = () => { away.hidden = false; document.body.classList.add("stale"); };
  const worked = () => { away.hidden = true; document.body.classList.remove("stale"); };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.body.addEventListener(name, failed);
  }
  document.body.addEventListener("htmx:afterSwap", worked);
})();
