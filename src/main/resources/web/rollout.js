// Charts of a rollout: the share that went wrong in both versions, and the evidence, each with a line
// where something was decided. The table below them says the same in numbers.
const colour = name => {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const said = getComputedStyle(probe).color;
  probe.remove();
  return said;
};
const marks = moments => ({ hooks: { draw: [plot => {
  const { ctx } = plot;
  ctx.save();
  ctx.setLineDash([4, 4]);
  for (const moment of moments) {
    const x = plot.valToPos(moment.at, 'x', true);
    if (x < plot.bbox.left || x > plot.bbox.left + plot.bbox.width) continue;
    const back = moment.kind === 'rollout-turned-back' || moment.kind === 'traffic-returned';
    ctx.strokeStyle = colour(back ? 'bad' : 'soft');
    ctx.beginPath();
    ctx.moveTo(x, plot.bbox.top);
    ctx.lineTo(x, plot.bbox.top + plot.bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}] } });
const axis = () => ({ stroke: colour('soft'), font: `12px ${getComputedStyle(document.body).fontFamily}` });
const around = (_, from, to) => to > from ? [from, to] : [from - 60, to + 60]; // seconds
const chart = (box, title, at, series, moments) => new uPlot({
  title,
  width: box.clientWidth || 320,
  height: 220,
  plugins: [marks(moments)],
  scales: { x: { range: around } },
  axes: [axis(), axis()],
  series: [{}, ...series.map(s => ({ label: s.label, stroke: colour(s.colour), width: 2 }))],
}, [at, ...series.map(s => s.values)], box);
const draw = () => document.querySelectorAll('.charts').forEach(box => {
  if (box.dataset.drawn) return;
  box.dataset.drawn = 'yes';
  const { charts, moments } = JSON.parse(box.dataset.chart);
  charts.forEach((one, number) => {
    const [rates, evidence] = [...box.children].slice(2 * number);
    chart(rates, `${one.metric}: % of requests`, one.at, [
      { label: 'new version', colour: 'busy', values: one.canary },
      { label: 'old version', colour: 'soft', values: one.stable },
    ], moments);
    chart(evidence, `${one.metric}: evidence (ln)`, one.at, [
      { label: 'worse than allowed', colour: 'bad', values: one.lnE },
      { label: 'no harm at this step', colour: 'good', values: one.lnPass },
    ], moments);
  });
});
draw();
document.body.addEventListener('htmx:afterSwap', draw);
