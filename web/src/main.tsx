import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "./style.css";
import { render, type JSX } from "preact";
import { useEffect } from "preact/hooks";
import { forget } from "./api";
import { Frame } from "./frame";
import { NOT_FOUND, PAGES, find } from "./pages";
import { useLocation } from "./router";

function App(): JSX.Element {
  const { path, query } = useLocation();
  const found = find(path);
  const page = found?.page ?? NOT_FOUND;
  useEffect(() => {
    // New rows appear without a reload.
    const news = new EventSource("/api/stream");
    news.onmessage = () => forget();
    return () => news.close();
  }, []);
  const Body = page.body;
  return <Frame page={page} pages={PAGES}><Body key={path} query={query} part={found?.part ?? ""} /></Frame>;
}

render(<App />, document.getElementById("app") as HTMLElement);
