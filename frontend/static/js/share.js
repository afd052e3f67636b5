// Passing a page on: the device's own way where it has one, else the link goes to the clipboard.
export async function passOn(button) {
  const url = button.dataset.share;
  try {
    if (navigator.share) {
      await navigator.share({ title: document.title, url });
    } else {
      await navigator.clipboard.writeText(url);
      button.querySelector("[role=status]").textContent = button.dataset.done;
    }
  } catch {
    // Closing the device's own dialog ends here; nothing is lost.
  }
}
