/**
 * Photos leave the telephone no larger than they are shown: whoever pays by the megabyte, or waits where the
 * network is weak, sends a tenth of it, and the place that hides in the file stays where it is. What cannot
 * be read here goes as it is: the service draws every photo anew (docs/adr/0051).
 */

/** Pixels on the longer side; it is shown with 1,600 at most. */
const LONGEST = 2_000;
/** Bytes: less than this is sent soon enough. */
const SMALL = 500_000;
const QUALITY = 0.88;

export function shrinkPhotos(): void {
  const fields = document.querySelectorAll<HTMLInputElement>(
    'input[type=file][accept*="image/jpeg"]',
  );
  for (const field of fields) shrinkIn(field);
}

function shrinkIn(field: HTMLInputElement): void {
  let drawing: Promise<void> | undefined;
  field.addEventListener('change', () => {
    const [file, ...others] = field.files ?? [];
    if (!file || others.length > 0 || !file.type.startsWith('image/') || file.size <= SMALL) return;
    const work = shrunk(file)
      .then((small) => {
        // Somebody may have chosen another one meanwhile.
        if (small && field.files?.[0] === file) field.files = listOf(small);
      })
      .catch(() => undefined)
      .then(() => {
        if (drawing === work) drawing = undefined;
      });
    drawing = work;
  });
  field.form?.addEventListener('submit', (event) => {
    const { form } = field;
    if (!drawing || !form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    void drawing.then(() => {
      form.requestSubmit(submitter);
    });
  });
}

async function shrunk(file: File): Promise<File | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  // What is transparent is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/jpeg', QUALITY);
  });
  if (!drawn || drawn.size >= file.size) return undefined;
  return new File([drawn], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
}

function listOf(file: File): FileList {
  const list = new DataTransfer();
  list.items.add(file);
  return list.files;
}
