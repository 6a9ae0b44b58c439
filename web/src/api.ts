// Asks the API; answers are kept until something is written, so that going back is at once.
import { useEffect, useRef, useState } from "preact/hooks";

export interface Problem { what: string; value: unknown; known: string[]; hint: string; status: number }

const kept = new Map<string, unknown>();
const MOST = 80;

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.hint);
  }
}

async function answered(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  let problem: Problem = { what: "answer", value: response.status, known: [], hint: "the server could not answer", status: response.status };
  try {
    const body = (await response.json()) as { error: Omit<Problem, "status"> };
    problem = { ...body.error, status: response.status };
  } catch {
    /* an answer that is no JSON has no more to tell */
  }
  throw new ApiError(problem);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  if (kept.has(path)) return kept.get(path) as T;
  const found = (await answered(await fetch(path, { signal: signal ?? null, headers: { accept: "application/json" } }))) as T;
  if (kept.size >= MOST) kept.delete(kept.keys().next().value as string);
  kept.set(path, found);
  return found;
}

export async function send<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const found = await answered(
    await fetch(path, { method, headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  );
  forget();
  return found as T;
}

const waiting = new Set<() => void>();

/** Forget all answers and ask again for what is on the page. */
export function forget(): void {
  kept.clear();
  waiting.forEach((tell) => tell());
}

export interface Asked<T> { data: T | null; problem: Problem | null; loading: boolean; slow: boolean; cancel: () => void }

/** What a path answers; null asks for nothing. The answer before stays in sight while the next one is fetched. */
export function useApi<T>(path: string | null): Asked<T> {
  const [state, setState] = useState<{ data: T | null; problem: Problem | null; loading: boolean; slow: boolean }>({
    data: null, problem: null, loading: path !== null, slow: false,
  });
  const [round, setRound] = useState(0);
  const control = useRef<AbortController | null>(null);
  useEffect(() => {
    const again = () => setRound((n) => n + 1);
    waiting.add(again);
    return () => void waiting.delete(again);
  }, []);
  useEffect(() => {
    if (path === null) return setState({ data: null, problem: null, loading: false, slow: false });
    const mine = new AbortController();
    control.current = mine;
    setState((was) => ({ ...was, problem: null, loading: true, slow: false }));
    const timer = setTimeout(() => setState((was) => ({ ...was, slow: true })), 1000);
    get<T>(path, mine.signal)
      .then((data) => setState({ data, problem: null, loading: false, slow: false }))
      .catch((error: unknown) => {
        if (mine.signal.aborted) return;
        const problem = error instanceof ApiError ? error.problem
          : { what: "server", value: null, known: [], hint: "the server does not answer; is `dotterel serve` still running?", status: 0 };
        setState({ data: null, problem, loading: false, slow: false });
      })
      .finally(() => clearTimeout(timer));
    return () => {
      mine.abort();
      clearTimeout(timer);
    };
  }, [path, round]);
  return { ...state, cancel: () => { control.current?.abort(); setState((was) => ({ ...was, loading: false, slow: false })); } };
}
