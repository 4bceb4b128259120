// Replaces the figures, hosts, rejections and log of a run under way by those that the server sends. Without this
// script the page loads itself again (noscript), and has a link that does.
const page = document.querySelector("[data-events]");
const RELOAD = 15000;

function cell(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function hostRow(host) {
  const row = document.createElement("tr");
  const captions = [...page.querySelectorAll("#live-captions th")].map((one) => one.textContent);
  const head = cell("th", host.name);
  head.scope = "row";
  const state = document.createElement("td");
  state.append(cell("span", host.label, "verdict host-" + host.state), " ", cell("span", host.until, "quiet"));
  row.append(head, cell("td", host.due, "figure"), state, cell("td", host.pages, "figure"), cell("td", host.failed, "figure"));
  for (const [place, one] of [...row.cells].entries()) if (place > 0) one.dataset.label = captions[place];
  return row;
}

function rejectionEntry(one) {
  const entry = document.createElement("li");
  const link = cell("a", one.reason);
  link.href = page.dataset.rejection.replace("/rejections/0", "/rejections/" + one.page);
  const detail = cell("span", one.detail, "quiet detail");
  detail.lang = "en";
  entry.append(cell("span", one.at, "quiet"), " ", link, " ", cell("bdi", one.url), " ", detail);
  return entry;
}

function show(state) {
  for (const place of page.querySelectorAll("[data-figure]")) {
    const text = state.figures[place.dataset.figure];
    if (text !== undefined && place.textContent !== text) place.textContent = text;
  }
  page.querySelector("#live-hosts").replaceChildren(...state.hosts.map(hostRow));
  page.querySelector("#live-rejections").replaceChildren(...state.rejections.map(rejectionEntry));
  for (const [name, rows] of [["hosts", state.hosts], ["rejections", state.rejections]]) {
    for (const part of page.querySelectorAll(`[data-empty="${name}"]`)) part.hidden = rows.length > 0;
    for (const part of page.querySelectorAll(`[data-filled="${name}"]`)) part.hidden = rows.length === 0;
  }
  const log = page.querySelector("#live-log");
  if (log && state.log && log.textContent !== state.log) {
    const follows = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
    log.textContent = state.log;
    if (follows) log.scrollTop = log.scrollHeight;
  }
}

function connection(state) {
  for (const part of page.querySelectorAll("[data-connection]")) part.hidden = part.dataset.connection !== state;
}

if (page) {
  const source = new EventSource(page.dataset.events);
  const log = page.querySelector("#live-log");
  if (log) log.scrollTop = log.scrollHeight;
  connection("wait");
  source.addEventListener("state", (event) => { connection("live"); show(JSON.parse(event.data)); });
  source.addEventListener("away", () => connection("away"));
  source.addEventListener("end", () => { source.close(); location.reload(); });
  source.addEventListener("error", () => {
    connection("away");
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), RELOAD);
  });
}
