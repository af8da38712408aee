// The shapes of the page of networks. Types only: nothing here runs.

import type { Draft, Method, Notice, Param, RunSpec, ScheduleInfo } from "../types.d.ts";

/** What a chart shows, as its descriptor in Rust states it. */
export interface Quantity {
  id: string;
  name: string;
  about: string;
  perEpoch: boolean;
  log: boolean;
  layers: boolean;
  none: string;
}

export interface Catalog {
  methods: Method[];
  schedules: ScheduleInfo[];
  params: Param[];
  act: string[];
  init: string[];
  axis: string[];
  quantities: Quantity[];
  drawn: { id: string; about: string };
  limits: { runs: number };
}

export interface Experiment {
  net: number[];
  act: string;
  init: string;
  l2: number;
  data: string;
  o: RunSpec[];
  batch: number;
  epochs: number;
  split: number;
  seed: number;
  seeds: number;
  axis: "steps" | "epochs" | "seconds";
  theme: "light" | "dark" | null;
  title: string | null;
  ask: string | null;
  /** Always empty: what parts shared with the plane ask for. */
  lock: string[];
  [other: string]: unknown;
}

/** Where a run stands: the median over its seeds. */
export interface Standing {
  step: number;
  steps: number;
  epoch: number;
  epochs: number;
  loss: number | null;
  valLoss: number | null;
  valAccuracy: number | null;
  testLoss: number | null;
  testAccuracy: number | null;
  seconds: number;
  ended: boolean;
}

/** Where data come from: drawn by the program, or files. */
export interface Source {
  name: string;
  /** Nothing for those that the program draws. */
  files: { name: string; blob: Blob }[] | null;
}

export interface About {
  train: number;
  test: number;
  shape: [number, number, number];
  classes: number;
}

/** A picture out of the module. */
export interface Sheet {
  width: number;
  height: number;
  pixels: Uint8ClampedArray<ArrayBuffer>;
  labels: Uint8Array;
  /** How many tiles stand side by side. */
  columns: number;
}

/** What a trained network takes for what, and what its first layer weighs. */
export interface Look {
  classes: number;
  /** A row a class, a column for what it was taken for. */
  confusion: Uint32Array;
  /** The same as shares of each class. */
  shares: Float64Array;
  /** How many were taken for what they are not; the first of them, and what they were taken for. */
  wrong: number;
  sheet: Sheet;
  thoughts: Uint8Array;
  weights: Sheet;
}

/** Data that are there. */
export interface Known {
  source: Source;
  about: About;
  sheet: Sheet;
}

/** What a worker says of one training. */
export interface News {
  seed: number;
  loss: Float32Array;
  accuracy: Float32Array;
  norms: Float32Array;
  epochs: Float64Array;
  seconds: number;
  /** Why it ended; nothing while it can go on. */
  end: string | null;
  /** Loss and accuracy on the test set, once it has ended. */
  test: Float64Array | null;
}

export type Asked =
  | { type: "read"; module: WebAssembly.Module; source: Source; seed: number }
  | { type: "open"; module: WebAssembly.Module; source: Source; link: string; run: number; seeds: number[] }
  | { type: "turn"; seed: number; steps: number; milliseconds: number }
  | { type: "look"; seed: number }
  | { type: "slice"; seed: number };

export type Said =
  | { type: "read"; about: About; sheet: Sheet }
  | { type: "look"; look: Look }
  | { type: "slice"; slice: Float64Array | null }
  | { type: "ready"; stepsAnEpoch: number; layers: number; parameters: number; examples: number[] }
  | { type: "turned"; news: News }
  | { type: "failed"; message: string };

export interface Chart {
  /** Its place among the quantities. */
  quantity: number;
  curves: { run: number; part: number; raw: boolean }[];
}

export type Status = "empty" | "ready" | "training" | "paused" | "ended" | "stale";

export interface State {
  experiment: Experiment;
  notices: Notice[];
  drafts: Record<string, Draft>;
  /** The number of each run's style. */
  looks: number[];
  hidden: boolean[];
  open: number | null;
  chosen: number;
  theme: "light" | "dark" | null;
  said: string;
  status: Status;
  /** The data, once they have been read. */
  known: Known | null;
  /** What is wrong with the data, or with reading them. */
  fault: string | null;
  /** Why each run stopped, or what broke it. */
  ends: (string | null)[];
  broken: (string | null)[];
  /** The numbers of weights and of examples to train on, to validate on and to test on. */
  size: { parameters: number; examples: number[] } | null;
  /** Grows with what is known of the trainings. */
  news: number;
  /** The quantities that are shown, and those on linear scales. */
  see: string[];
  linear: string[];
  smoothing: number;
  /** What is shown of the chosen run's network. */
  inside: "wrong" | "confusion" | "weights" | "path";
  hover: { chart: string; run: number } | null;
}

export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  /** What parts shared with the other page send: the theme, and words for those who cannot see. */
  dispatch(event: any): void;
  subscribe(part: (now: State, before: State) => void): void;
}

export interface Page {
  store: Store;
  engine: import("./engine.mjs").Engine;
  edit(experiment: Experiment, change: { path: string; text?: string; order?: number[] }): boolean;
  /** Sets a key of the link. */
  put(key: string, text: string): boolean;
  refuse(path: string, text: string, message: string): void;
}
