"use strict";

// Fills in an invitation code, or the code of a sign-in link, that stands behind the # of the address, and takes
// it out of the address bar and of this tab's history. What stands there is never sent to a server by the
// browser, nor by this script: the code leaves the device only when its reader presses the button, like one
// that was typed.

(() => {
  const CODE = /^#(?:[0-9A-Za-z]{4}-?){4}(?:[0-9A-Za-z]|(?:[0-9A-Za-z]{4}-?){2}[0-9A-Za-z]{2})$/;

  function take() {
    if (!CODE.test(location.hash)) return;
    const code = location.hash.slice(1).toUpperCase();
    history.replaceState(null, "", location.pathname + location.search);
    const field = document.querySelector("input.code");
    if (field) field.value = code;
  }

  take();
  addEventListener("hashchange", take);
})();
