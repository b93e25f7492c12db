// Live pages: every fact pokes the parts of the page that asked for it; htmx fetches them again.
const live = document.getElementById('live');
const feed = new EventSource('/api/v1/feed');
// Many facts at once poke once; the last one is never left out.
let poke = 0;
const soon = () => { poke ||= setTimeout(() => { poke = 0; document.body.dispatchEvent(new Event('fact')); }, 150); };
feed.addEventListener('fact', soon);
feed.onopen = () => { live.textContent = 'live'; live.classList.remove('cut'); soon(); };
feed.onerror = () => { live.textContent = 'cut off, trying again'; live.classList.add('cut'); };
window.addEventListener('pagehide', () => feed.close());
setInterval(() => document.body.dispatchEvent(new Event('tick')), 30000);

document.getElementById('theme').addEventListener('click', () => {
  const dark = getComputedStyle(document.documentElement).colorScheme === 'dark'
    || (!localStorage.getItem('theme') && matchMedia('(prefers-color-scheme: dark)').matches);
  const next = dark ? 'light' : 'dark';
  document.documentElement.style.colorScheme = next;
  localStorage.setItem('theme', next);
});

const find = document.getElementById('find');
const narrow = () => {
  if (!find) return;
  const wanted = find.value.trim().toLowerCase();
  document.querySelectorAll('.service').forEach(service => {
    service.hidden = !service.dataset.name.includes(wanted);
  });
};
if (find) {
  find.addEventListener('input', narrow);
  document.body.addEventListener('htmx:afterSwap', narrow);
}

// A log that is read at its end stays at its end.
const log = document.querySelector('.log');
if (log) {
  let atEnd = true;
  log.addEventListener('scroll', () => { atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40; });
  document.body.addEventListener('htmx:afterSwap', () => { if (atEnd) log.scrollTop = log.scrollHeight; });
  log.scrollTop = log.scrollHeight;
}

const places = { b: '/', r: '/runs', a: '/audit' };
let going = false;
document.addEventListener('keydown', event => {
  if (event.target.closest('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && find) { event.preventDefault(); find.focus(); }
  else if (event.key === '?') document.getElementById('help').showModal();
  else if (going && places[event.key]) location.href = places[event.key];
  going = event.key === 'g';
});
