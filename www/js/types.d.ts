// The shapes that cross from the wasm module into the page, and the page's own state. Types only: nothing here runs.

/** A parameter as its descriptor in Rust states it. */
export interface Param {
  key: string;
  symbol: string;
  name: string;
  about: string;
  kind: "number" | "whole" | "flag";
  /** The default under each convention; NaN where a feature is off unless a value is given. */
  default: Record<string, number>;
  min: number;
  max: number;
  slider: [number, number];
  scale: "linear" | "log" | "toone";
  scheduled: boolean;
  /** What stands in for a value where none is given and there is no default: "off" or "auto". */
  absent: string | null;
}

export interface Reference {
  authors: string;
  year: number;
  title: string;
  source: string;
  place: string;
}

export interface Method {
  id: string;
  name: string;
  family: string;
  about: string;
  /** The update in code order, a line each. */
  rule: string[];
  /** What the other conventions do differently. */
  conventions: string;
  reference: Reference;
  /** The conventions it has; the first is the default. */
  forms: { id: string; name: string }[];
  /** What it asks of a function. */
  needs: "values" | "gradients" | "hessians";
  /** Whether it respects bounds. */
  bounded: boolean;
  params: Param[];
}

export interface BuiltIn {
  id: string;
  name: string;
  family: string;
  formula: string;
  about: string;
  reference: Reference;
  area: number[];
  start: [number, number];
  rate: number;
  knobs: Param[];
}

/** A set of data as its descriptor in Rust states it. */
export interface DataInfo {
  id: string;
  name: string;
  about: string;
  /** How an example is made. */
  rule: string;
  /** The id of the model that is fitted. */
  model: string;
  /** Whether the examples are people's own points. */
  own: boolean;
  area: number[];
  start: [number, number];
  rate: number;
  knobs: Param[];
}

export interface Model {
  id: string;
  name: string;
  /** The loss of an example, as a formula. */
  loss: string;
  reference: Reference;
}

/** What may help a run: the run with one thing changed. */
export interface Cured {
  words: string;
  about: string;
  spec: RunSpec;
}

/** Where the curve of a parameter can be taken hold of. */
export interface ScheduleShape {
  /** The last step and the greatest value that are seen. */
  extent: number[];
  handles: { name: string; at: [step: number, value: number]; x: number; y: number; along: boolean; up: boolean }[];
}

export interface ScheduleInfo {
  id: string;
  name: string;
  about: string;
  params: Param[];
}

/** A layer of the plot or a panel, as its descriptor in Rust states it. */
export interface Layer {
  id: string;
  name: string;
  about: string;
  group: string;
  usual: boolean;
}

/** What a chart shows, as its descriptor in Rust states it. */
export interface Quantity {
  /** The id of its chart among the layers. */
  layer: string;
  name: string;
  symbol: string;
  /** What is said where no run has it. */
  none: string;
  /** Whether it is logarithmic until somebody wants otherwise. */
  log: boolean;
  /** The names of a run's curves. */
  parts: string[];
}

/** A way to count along the x-axis. */
export interface Along {
  id: "steps" | "evals" | "length" | "examples";
  word: string;
  about: string;
  whole: boolean;
  /** Whether it means something only where there is data. */
  data: boolean;
}

/** A curve of a chart: a run from a start, and which of its parts. */
export interface Curve {
  run: number;
  start: number;
  part: number;
  /** In front of a number. */
  symbol: string;
}

/** A chart as it is shown. */
export interface Shown {
  quantity: Quantity;
  curves: Curve[];
}

export interface Catalog {
  methods: Method[];
  functions: BuiltIn[];
  data: DataInfo[];
  models: Model[];
  /** Batch, noise, seed and seeds. */
  chance: Param[];
  schedules: ScheduleInfo[];
  presets: { name: string; about: string; link: string }[];
  layers: Layer[];
  /** The places in `layers` of those that the plot draws. */
  drawn: number[];
  /** The names of the ways to see a function. */
  ways: string[];
  /** What charts show. */
  quantities: Quantity[];
  /** What stands along their x-axis. */
  along: Along[];
  /** What a link can hide, and what it can lock. */
  parts: { id: string; name: string }[];
  locks: { id: string; name: string }[];
  limits: { runs: number; starts: number; steps: number; formula: number; text: number };
}

export type Point = [number, number];

export interface ScheduleSpec {
  id: string;
  set: Record<string, number>;
}

export interface RunSpec {
  method: string;
  label: string | null;
  form: string | null;
  set: Record<string, number>;
  schedules: Record<string, ScheduleSpec>;
  tol: number | null;
  xtol: number | null;
  /** the function's own box, or xmin, xmax, ymin, ymax */
  bounds: "own" | { box: number[] } | null;
  noise: number | null;
  /** Its own batch size; 0 is all examples. */
  batch: number | null;
}

/** A set of data; its knobs are the experiment's `p`. */
export interface DataSpec {
  id: string;
  model: string | null;
  pts: Point[];
}

export interface Experiment {
  f: { builtin: string } | { formula: string } | { data: DataSpec };
  p: Record<string, number>;
  x0: Point[];
  o: RunSpec[];
  n: number;
  tol: number;
  xtol: number;
  /** The standard deviation of the noise on the gradient. */
  noise: number;
  /** The examples of a step; 0 is all. */
  batch: number;
  /** The seed of everything random, and with how many every run is made. */
  seed: number;
  seeds: number;
  box: number[] | null;
  k: number | null;
  axis: Along["id"];
  /** The ids of the layers and panels that are shown. */
  see: string[];
  /** The ids of the parts of the page that are hidden. */
  hide: string[];
  /** What cannot be changed: a key, a parameter of all runs, or of one (`0.rate`). */
  lock: string[];
  theme: "light" | "dark" | null;
  title: string | null;
  ask: string | null;
  [other: string]: unknown;
}

export interface Notice {
  level: "note" | "problem";
  path: string;
  value: string;
  message: string;
  column: number | null;
}

export interface ReadLink {
  experiment: Experiment;
  notices: Notice[];
  /** Whether the address said anything. */
  given: boolean;
}

/** What is wrong with an experiment, and where. */
export interface Fault {
  path: string;
  message: string;
  column: number | null;
}

/** A run from one start, as the list shows it. */
/** A tree of MathML: a text, or an element's name with what is in it. */
export type MathNode = string | [string, MathNode[]]

/** The pieces of a line of a rule. */
export type RuleLine = { letters: MathNode | null; numbers: MathNode[]; words: string }[]

/** One step of a run, taken apart. */
export interface Inspected {
  k: number
  written: string[]
  lines: RuleLine[]
  terms: { symbol: MathNode; words: string; value: MathNode; drawn: boolean }[]
  says: string
  searches: { symbol: MathNode | null; words: string; caption: string }[]
  ground: string
  eigenvalues: string
}

export interface RunInfo {
  run: number;
  start: number;
  label: string;
  steps: number;
  halt: { kind: string; sentence: string } | null;
  verdict: string;
  /** whether it keeps to bounds, and its gradient is the projected one */
  within: boolean;
}

/** Where one run stands at the cursor. */
export interface Row {
  run: number;
  start: number;
  k: number;
  ended: boolean;
  x: number[];
  f: number;
  above: number | null;
  grad_norm: number;
  /** whether it keeps to bounds, and its gradient is the projected one */
  within: boolean;
  /** Evaluations of f, gradient and Hessian. */
  counts: [number, number, number];
  words: string;
  /** what else there is to know */
  note: string | null;
}

/** An iterate under the pointer: on the plot, or on a curve of a chart. */
export interface Hit {
  run: number;
  start: number;
  k: number;
  x: number;
  y: number;
  chart?: { id: string; curve: number };
}

/** The look of one run. */
export interface Style {
  light: string;
  dark: string;
  dash: number[];
  /** The marker as the `d` of an SVG path around (0, 0), radius 4. */
  marker: string;
  hollow: boolean;
}

export interface Draft extends Fault {
  text: string;
}

/** What undo goes back to. */
export interface Memory {
  experiment: Experiment;
  looks: number[];
}

export interface State {
  experiment: Experiment;
  notices: Notice[];
  /** The address as it was given; null once the user has changed something. */
  given: string | null;
  drafts: Record<string, Draft>;
  past: Memory[];
  future: Memory[];
  /** The gesture that made the last entry of the past; its next change joins that entry. */
  gesture: string | null;
  /** How many experiments were chosen: each is an entry of the browser's history. */
  chapter: number;
  /** The step shown; between two steps while playing. */
  cursor: number;
  playing: boolean;
  /** Nothing has been played yet: the plot offers it. */
  fresh: boolean;
  speed: number;
  repeat: boolean;
  race: { version: number; last: number; done: boolean };
  hidden: boolean[];
  /** The number of each run's style: a run keeps its colour when another one is removed. */
  looks: number[];
  /** The charts on linear scales, those with their tables, and the part of the x-axis that is seen. */
  charts: { linear: string[]; tables: string[]; zoom: number[] | null };
  /** The styles of the runs whose paths are pinned. */
  pinned: number[];
  open: number | null;
  chosen: number;
  hover: Hit | null;
  theme: "light" | "dark" | null;
  tab: "runs" | "results" | "function";
  said: string;
  crashed: string | null;
  guess: Point | null;
  guessing: boolean;
  /** whether the page around the frame asks for a prediction */
  predict: boolean;
}

export type Event =
  | { type: "loaded"; experiment: Experiment; notices: Notice[]; given: string | null; play: boolean; cursor: number | null }
  | { type: "changed"; experiment: Experiment; gesture?: string | null; chapter?: boolean; path?: string; order?: number[] }
  | { type: "drafted"; path: string; draft: Draft }
  | { type: "raced"; version: number; last: number; done: boolean }
  | { type: "ticked"; cursor: number }
  | { type: "sought"; k: number }
  | { type: "played" }
  | { type: "paused" }
  | { type: "ended" }
  | { type: "undone" }
  | { type: "redone" }
  | { type: "toggled"; run: number }
  | { type: "pinned"; run: number }
  | { type: "opened"; run: number }
  | { type: "chosen"; run: number }
  | { type: "hovered"; hit: Hit | null }
  | { type: "sped"; speed: number }
  | { type: "repeated" }
  | { type: "layered"; see: string[] }
  | { type: "scaled"; chart: string }
  | { type: "tabled"; chart: string }
  | { type: "magnified"; zoom: number[] | null }
  | { type: "themed"; theme: "light" | "dark" | null }
  | { type: "tabbed"; tab: State["tab"] }
  | { type: "dismissed"; notice: number }
  | { type: "said"; words: string }
  | { type: "crashed"; message: string }
  | { type: "recovered" }
  | { type: "guessing" }
  | { type: "aimed"; at: Point; words: string }
  | { type: "guessed"; at: Point };

export interface Store {
  get(): State;
  dispatch(event: Event): void;
  /** What a frame itself brings, drawn in this very frame. */
  animate(event: Event): void;
  /** Calls `part` once a frame when the state has changed; while every frame changes it, a `late` one less often. */
  subscribe(part: (now: State, before: State) => void, when?: "now" | "late"): void;
}
