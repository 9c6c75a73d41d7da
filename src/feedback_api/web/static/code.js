"use strict";

// Fills in an invitation code that stands behind the # of the address, and takes it out of the address bar
// and of this tab's history. What stands there is never sent to a server by the browser, nor by this script:
// the code leaves the phone only when its reader presses the button, like one that was typed.

(() => {
  const CODE = /^#(?:[0-9A-Za-z]{4}-?){4}[0-9A-Za-z]$/;

  function take() {
    if (!CODE.test(location.hash)) return;
    const code = location.hash.slice(1).toUpperCase();
    history.replaceState(null, "", location.pathname + location.search);
    const field = document.getElementById("invitation");
    if (field) field.value = code;
  }

  take();
  addEventListener("hashchange", take);
})();
