/* Forms: a field is shown once what it hangs on is chosen, and a long list can be searched. Without this script all is shown. */
"use strict";

(() => {
  const valuesOf = (form, name) => {
    const inputs = [...form.querySelectorAll(`[name="f-${name}"]`)];
    return inputs.filter((one) => (one.type === "checkbox" || one.type === "radio" ? one.checked : true)).map((one) => one.value);
  };

  const holds = (form, rule) => {
    if (!rule) return true;
    if (rule.all) return rule.all.every((one) => holds(form, one));
    if (rule.any) return rule.any.some((one) => holds(form, one));
    if (rule.not) return !holds(form, rule.not);
    return valuesOf(form, rule.field).some((value) => rule.in.includes(value));
  };

  /* What is hidden is switched off too: nobody sends what they do not see. */
  const show = (form) => {
    for (const part of form.querySelectorAll("[data-when]")) {
      const shown = part.classList.contains("wrong") || holds(form, JSON.parse(part.dataset.when));
      part.hidden = !shown;
      for (const input of part.querySelectorAll("input, select, textarea")) input.disabled = !shown;
    }
  };

  const searchable = (select) => {
    const all = [...select.children].map((one) => one.cloneNode(true));
    const box = document.createElement("input");
    box.type = "search";
    box.className = "search";
    box.placeholder = select.dataset.search;
    box.setAttribute("aria-label", select.dataset.search);
    select.before(box);
    const fits = (option, words) => option.value === "" || option.text.toLowerCase().includes(words);
    box.addEventListener("input", () => {
      const words = box.value.trim().toLowerCase();
      const chosen = select.value;
      const found = all.map((one) => one.cloneNode(true)).filter((one) => {
        if (one.tagName !== "OPTGROUP") return fits(one, words);
        const named = one.label.toLowerCase().includes(words);
        for (const option of [...one.children]) if (!named && !fits(option, words)) option.remove();
        return one.children.length > 0;
      });
      select.replaceChildren(...found);
      const left = [...select.options].filter((one) => one.value !== "");
      select.value = left.some((one) => one.value === chosen) ? chosen : words && left.length === 1 ? left[0].value : "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  };

  /* Only those present can have spoken: the others are left out of the order. */
  const among = (form) => {
    for (const part of form.querySelectorAll("[data-order]")) {
      const boxes = [...form.querySelectorAll(`[name="${part.dataset.order}"]`)];
      if (boxes.length === 0) continue;
      const here = new Set(boxes.filter((one) => one.checked).map((one) => one.value));
      for (const each of part.querySelectorAll("[data-who]")) each.hidden = !here.has(each.dataset.who);
    }
  };

  for (const select of document.querySelectorAll("select[data-search]")) searchable(select);
  for (const form of document.querySelectorAll("form[method=post]")) {
    const changed = () => {
      show(form);
      among(form);
    };
    changed();
    form.addEventListener("change", changed);
  }
})();
