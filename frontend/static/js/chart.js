// Of chart.js only what our bars need; a chunk of its own, fetched when the first chart is seen or saved.
// No legend and no tooltip: names are drawn by legend.js, and every number stands in the table.
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale);
export { Chart };
