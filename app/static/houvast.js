/* Houvast: small comforts on top of pages that work without this file.
   1. A form that was sent shows that it is busy and cannot be sent twice.
   2. After an htmx swap the focus moves to what changed ([data-focus] in the new content).
   3. The rest of a long menu closes by Escape and by a click beside it.
   4. When an htmx request fails, a message says so; typed text stays where it is.
   5. Words on the page are copied with one button, where the browser can. */
(function () {
  "use strict";

  function markBusy(form, button) {
    form.dataset.bezig = "ja";
    if (!button) return;
    button.classList.add("utrecht-button--busy");
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
  }

  function clearBusy(form) {
    delete form.dataset.bezig;
    form.querySelectorAll("[aria-busy=true]").forEach(function (button) {
      button.classList.remove("utrecht-button--busy");
      button.removeAttribute("aria-busy");
      button.removeAttribute("aria-disabled");
    });
  }

  function moveFocus(element) {
    if (!element.hasAttribute("tabindex") && element.tabIndex < 0) element.tabIndex = -1;
    element.focus();
  }

  // The second click is stopped in the capture phase, before htmx or the browser sees it. The
  // button is not really disabled: that would drop its name and value and lose the focus.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.bezig) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    markBusy(form, event.submitter);
  }, true);

  // Back in the browser may show the page as it was left: busy.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-bezig]").forEach(clearBusy);
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const form = event.target.closest("form[data-bezig]");
    if (form) clearBusy(form);
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    const changed = event.target;
    const wanted = changed.matches("[data-focus]") ? changed : changed.querySelector("[data-focus]");
    if (wanted) moveFocus(wanted);
  });

  function closeMenus(except) {
    document.querySelectorAll(".meer[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest(".meer"));
  });
  document.addEventListener("keydown", function (event) {
    const menu = document.querySelector(".meer[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  function showFailure() {
    const text = document.getElementById("tekst-mislukt");
    const place = document.getElementById("berichten");
    if (!text || !place) return;
    place.replaceChildren(text.content.cloneNode(true));
    moveFocus(place.firstElementChild);
  }

  if (navigator.clipboard) {
    document.querySelectorAll("[data-kopieer]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        const words = document.querySelector(button.dataset.kopieer);
        const said = button.nextElementSibling;
        navigator.clipboard.writeText(words.innerText).then(function () {
          said.textContent = "Gekopieerd.";
        }, function () {
          said.textContent = "Kopiëren lukt hier niet. Selecteer de tekst zelf.";
        });
      });
    });
  }

  document.addEventListener("htmx:responseError", showFailure);
  document.addEventListener("htmx:sendError", showFailure);
  document.addEventListener("htmx:timeout", showFailure);
})();
