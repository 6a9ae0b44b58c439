import type { JSX } from "preact";
export function NotFound(): JSX.Element {
  return <div class="empty"><h1>No such page</h1><p>Go to the <a href="/">overview</a> or the <a href="/events">events</a>.</p></div>;
}
