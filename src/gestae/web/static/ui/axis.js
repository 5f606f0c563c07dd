/** An axis of days: never an hour, for no day here is known to the hour. */
import { dayWord } from "../domain/terms.js";
import { axisBottom } from "../vendor/libraries.js";

const DAY = 86_400_000;

/** @param {import("d3-scale").ScaleTime<number, number>} scale @param {number} width */
export function dayAxis(scale, width) {
  const [start, end] = scale.domain();
  const most = Math.max(2, Math.floor(width / 120));
  const axis = axisBottom(/** @type {import("d3-axis").AxisScale<Date>} */ (scale)).tickSizeOuter(0);
  if ((+end - +start) / DAY > 60) return axis.ticks(most);
  const step = Math.ceil((+end - +start) / DAY / most);
  const first = Math.ceil(+start / DAY);
  const days = [];
  for (let day = first; day * DAY < +end; day += step) days.push(new Date(day * DAY));
  return axis.tickValues(days).tickFormat((day) => dayWord(new Date(+day).toISOString()));
}
