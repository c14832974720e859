/**
 * Records a voice in the page, to be heard, begun again or dropped before it is sent: it goes along in the
 * field of the form, as a file that was chosen (templates/claims/recorder).
 */

type State = 'ready' | 'asking' | 'recording' | 'recorded' | 'playing' | 'refused';

/** Seconds; the service takes a little more. */
const MOST = 180;
/** What the service reads; the first that this browser records. */
const TYPES = [
  'audio/webm;codecs=opus',
  'audio/mp4;codecs=mp4a.40.2',
  'audio/mp4',
  'audio/ogg;codecs=opus',
];
/** Of a voice: three minutes are less than a megabyte. */
const BITS = 32_000;

export function recordHere(): void {
  const box = document.querySelector<HTMLElement>('[data-recorder]');
  const field = document.querySelector<HTMLInputElement>('#sound');
  const type = typeof MediaRecorder === 'function' ? TYPES.find(isTaken) : undefined;
  // Also where the page is not from a safe place: there is no microphone then.
  if (!box || !field || type === undefined || !('mediaDevices' in navigator)) return;
  box.hidden = false;
  field.hidden = true;
  const hint = document.querySelector<HTMLElement>('#sound-hint');
  // The recorder says the same.
  if (hint) hint.hidden = true;
  recorderIn(box, field, type);
}

const isTaken = (type: string): boolean => MediaRecorder.isTypeSupported(type);

function recorderIn(box: HTMLElement, field: HTMLInputElement, mimeType: string): void {
  const button = (name: string) => box.querySelector<HTMLButtonElement>(`[data-${name}]`);
  const time = box.querySelector<HTMLElement>('[data-time]');
  const player = new Audio();
  let recorder: MediaRecorder | undefined;
  let seconds = 0;

  const show = (state: State) => {
    box.dataset['state'] = state;
    for (const one of box.querySelectorAll<HTMLElement>('[data-in]')) {
      one.hidden = one.dataset['in']?.split(' ').includes(state) !== true;
    }
  };
  const tell = () => {
    if (time)
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  const drop = () => {
    player.pause();
    URL.revokeObjectURL(player.src);
    field.value = '';
    seconds = 0;
    tell();
    show('ready');
  };

  async function record(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const close = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    // Whoever left meanwhile is heard by nobody.
    if (box.dataset['state'] !== 'asking') {
      close();
      return;
    }
    try {
      listen(stream, close);
    } catch (error) {
      close();
      throw error;
    }
  }

  function listen(stream: MediaStream, close: () => void): void {
    const parts: Blob[] = [];
    const now = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
    now.addEventListener('dataavailable', ({ data }) => parts.push(data));
    now.start(1_000);
    recorder = now;
    show('recording');
    const ticking = window.setInterval(() => {
      seconds += 1;
      tell();
      if (seconds >= MOST) stop();
    }, 1_000);
    now.addEventListener('stop', () => {
      window.clearInterval(ticking);
      close();
      keep(new Blob(parts, { type: mimeType }));
    });
  }

  function stop(): void {
    if (recorder?.state === 'recording') recorder.stop();
  }

  function keep(sound: Blob): void {
    const files = new DataTransfer();
    files.items.add(new File([sound], 'son', { type: mimeType }));
    field.files = files.files;
    player.src = URL.createObjectURL(sound);
    show('recorded');
  }

  const begin = () => {
    drop();
    // At once: of two presses in a row, the second begins nothing.
    show('asking');
    record().catch(() => {
      // Said, and then the field is there again.
      show('refused');
      field.hidden = false;
    });
  };
  const press = () => {
    const state = box.dataset['state'];
    if (state === 'recording') stop();
    else if (state === 'recorded')
      void player.play().then(() => {
        show('playing');
      });
    else if (state === 'playing') player.pause();
    else if (state !== 'asking') begin();
  };
  player.addEventListener('pause', () => {
    if (box.dataset['state'] === 'playing') show('recorded');
  });
  player.addEventListener('ended', () => {
    show('recorded');
  });
  button('record')?.addEventListener('click', press);
  button('again')?.addEventListener('click', () => {
    begin();
    button('record')?.focus();
  });
  button('drop')?.addEventListener('click', () => {
    drop();
    button('record')?.focus();
  });
  // What is being said when it is sent goes along.
  field.form?.addEventListener('submit', (event) => {
    if (recorder?.state !== 'recording') return;
    event.preventDefault();
    recorder.addEventListener(
      'stop',
      () => {
        field.form?.requestSubmit();
      },
      { once: true },
    );
    stop();
  });
  // The microphone stays on nowhere: not in a page that a browser keeps to come back to, either.
  window.addEventListener('pagehide', () => {
    if (box.dataset['state'] === 'asking') show('ready');
    stop();
  });
  // A form that comes back from a cache of the browser has its file, and no sound to hear.
  if (field.value !== '') field.value = '';
  show('ready');
}
