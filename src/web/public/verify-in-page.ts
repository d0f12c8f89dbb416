import type { Asked } from './asked.ts';

/**
 * All that comes with a communiqué's page: it shows what the reader can ask for, and fetches the verifier when they do.
 * Without script the page is as it was.
 */
const place = document.getElementById('check');
if (place !== null) offer(place);

function offer(check: HTMLElement): void {
  const said = check.querySelector('[role=status]');
  const button = check.querySelector('button');
  const input = check.querySelector('input');
  if (said === null || button === null || input === null) return;

  const run = async (asked: Asked) => {
    button.disabled = true;
    said.textContent = check.dataset['busy'] ?? '';
    try {
      const { checkInPage } = await import('./check-in-page.ts');
      said.replaceChildren(...(await checkInPage(document, check.dataset, asked)));
    } catch {
      said.textContent = check.dataset['failed'] ?? '';
    } finally {
      button.disabled = false;
    }
  };
  const take = (file: File | undefined) => {
    if (file !== undefined) void run({ kind: 'file', file });
  };

  button.addEventListener('click', () => void run({ kind: 'published' }));
  input.addEventListener('change', () => {
    take(input.files?.[0]);
    // The same file again, changed meanwhile, is another one.
    input.value = '';
  });
  check.addEventListener('dragover', (event) => event.preventDefault());
  check.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]);
  });
  check.hidden = false;
}
