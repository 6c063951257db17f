// What makes the pages more convenient. Each of them works without it.
(() => {
  'use strict';

  // Files may be dropped on the form that uploads them.
  for (const form of document.querySelectorAll('form[data-drop]')) {
    const input = form.querySelector('input[type=file]');
    if (!input) {
      continue;
    }

    const mark = on => form.classList.toggle('cl-drop', on);
    form.addEventListener('dragover', event => {
      event.preventDefault();
      mark(true);
    });
    form.addEventListener('dragleave', () => mark(false));
    form.addEventListener('drop', event => {
      event.preventDefault();
      mark(false);
      if (event.dataTransfer.files.length > 0) {
        input.files = event.dataTransfer.files;
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', () => form.classList.add('cl-sending'));
  }

  // What goes on is asked for until it is another state; then the page is loaded anew.
  const lookAgain = async (place, wait) => {
    try {
      const answer = await fetch(place.dataset.lookAgain, { headers: { Accept: 'application/json' } });
      if (!answer.ok) {
        return;
      }

      const { text, part, state } = await answer.json();
      if (state !== place.dataset.state) {
        location.reload();
        return;
      }

      const [words, bar] = [place.querySelector('span'), place.querySelector('progress')];
      if (text && words) {
        words.textContent = text;
      }

      if (part !== null && bar) {
        bar.value = part;
      }
    } catch {
      // The worker may be starting anew.
    }

    setTimeout(lookAgain, wait, place, Math.min(wait * 1.2, 10000));
  };
  for (const place of document.querySelectorAll('[data-look-again]')) {
    setTimeout(lookAgain, 1000, place, 1000);
  }

  // A chart shows columns of the table beside it. Chart.js comes with Hangfire's own script.
  const figures = [...document.querySelectorAll('figure[data-chart]')];
  const Chart = window.Chart;
  if (figures.length === 0 || !Chart || !Chart.defaults || !Chart.defaults.global) {
    return;
  }

  Chart.platform.disableCSSInjection = true;
  const rowsShown = 15;
  const draw = figure => {
    const table = document.getElementById(figure.dataset.chart);
    const columns = figure.dataset.columns.split(',').map(Number);
    const rows = [...table.tBodies[0].rows].slice(0, figure.dataset.type === 'line' ? undefined : rowsShown);
    const style = getComputedStyle(figure);
    const color = name => style.getPropertyValue(name).trim();
    const isMoney = figure.dataset.unit === '$';
    const write = value => (isMoney ? '$' : '') + Number(value).toLocaleString('en-US') + (figure.dataset.unit === '%' ? ' %' : '');
    const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim());
    const isAcross = figure.dataset.type === 'horizontalBar';
    const values = {
      gridLines: { color: color('--line'), zeroLineColor: color('--quiet') },
      ticks: { beginAtZero: true, fontColor: color('--quiet'), callback: write },
    };
    const labels = { gridLines: { display: false }, ticks: { fontColor: color('--ink') } };
    let canvas = figure.querySelector('canvas');
    if (canvas) {
      canvas.chart.destroy();
    } else {
      const box = figure.insertBefore(document.createElement('div'), figure.firstChild);
      box.className = 'cl-canvas';
      box.style.height = `${isAcross ? 60 + rows.length * 30 : 280}px`;
      canvas = box.appendChild(document.createElement('canvas'));
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', figure.textContent.trim() + ' The figures stand in the table.');
    }

    canvas.chart = new Chart(canvas, {
      type: figure.dataset.type,
      data: {
        labels: rows.map(row => row.cells[0].dataset.label || row.cells[0].textContent.trim()),
        datasets: columns.map((column, number) => ({
          label: names[column],
          data: rows.map(row => Number(row.cells[column].dataset.value)),
          backgroundColor: color(`--chart-${number + 1}`),
          borderColor: color(`--chart-${number + 1}`),
          borderWidth: 2,
          borderDash: number === 0 ? [] : [6, 3],
          pointStyle: number === 0 ? 'circle' : 'rect',
          pointRadius: 4,
          fill: false,
          lineTension: 0,
        })),
      },
      options: {
        animation: { duration: 0 },
        maintainAspectRatio: false,
        responsive: true,
        legend: { display: columns.length > 1, labels: { fontColor: color('--ink') } },
        tooltips: { callbacks: { label: item => write(isAcross ? item.xLabel : item.yLabel) } },
        scales: isAcross ? { xAxes: [values], yAxes: [labels] } : { xAxes: [labels], yAxes: [values] },
      },
    });
  };
  const drawAll = () => figures.forEach(draw);
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
