// A button beside each rule that copies it. Without this script the button is hidden and the rule is there to select.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const rule = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(rule.textContent);
      button.textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(rule);
      button.textContent = button.dataset.selected;
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  });
}
