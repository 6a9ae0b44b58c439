import { geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Topology } from "topojson-specification";
import { useApi } from "../api";
import { Chart } from "../chart";
import { apiQuery, pageLink } from "../filters";
import { plural, score } from "../format";
import type { PageProps } from "../pages";
import { withQuery } from "../router";
import { useWidth } from "../timeline";
import type { MapData } from "../types";
import { Bars, Empty, Loaded, Panel } from "../ui";

export function MapPage({ query }: PageProps): JSX.Element {
  const asked = useApi<MapData>(`/api/map${apiQuery(query)}`);
  const look = query.get("look") ?? "places";
  return (
    <>
      <header class="page-head"><h1>Map</h1>
        <div class="switch" role="group" aria-label="look">{["places", "countries"].map((one) => <a key={one} href={withQuery(query, { look: one === "places" ? null : one })} aria-current={one === look ? "true" : undefined}>{one}</a>)}</div>
      </header>
      <Loaded asked={asked} lines={10}>{(data) => data.countries.length ? (
        <>
          <World data={data} look={look} />
          <p class="hint">{data.hidden > 0 && `${plural(data.hidden, "event")} known to the country alone ${data.hidden === 1 ? "is" : "are"} no point here. `}Borders are those of Natural Earth and take no side in any dispute.</p>
          <div class="columns">
            <Panel title="Places"><Bars label="place" rows={data.points.slice(0, 20).map((row) => ({ key: `${row.name}|${row.country}|${row.latitude}`, label: `${row.name}${row.country ? `, ${row.country}` : ""}`, count: row.count }))} link={(key) => pageLink("/events", new URLSearchParams({ country: key.split("|")[1] ?? "" }))} /></Panel>
            <Panel title="Countries"><Bars label="country" rows={data.countries.slice(0, 20).map((row) => ({ key: row.code, label: row.name ?? row.code, count: row.count }))} link={(code) => pageLink("/events", new URLSearchParams({ country: code }))} /></Panel>
          </div>
        </>
      ) : <Empty what="places" />}</Loaded>
    </>
  );
}

/** Names of the places with most events, as far as none lies over another. */
function labels(points: MapData["points"], projection: (at: [number, number]) => [number, number] | null, most: number): { x: number; y: number; name: string }[] {
  const found: { x: number; y: number; name: string }[] = [];
  for (const point of points.slice(0, 24)) {
    const spot = projection([point.longitude, point.latitude]);
    if (!spot) continue;
    const one = { x: spot[0] + 6 + 11 * Math.sqrt(point.count / most), y: spot[1] + 4, name: point.name };
    if (!found.some((other) => Math.abs(other.y - one.y) < 13 && one.x < other.x + 7 * other.name.length && other.x < one.x + 7 * one.name.length)) found.push(one);
  }
  return found;
}

function World({ data, look }: { data: MapData; look: string }): JSX.Element {
  const [ref, width] = useWidth();
  const [lands, setLands] = useState<Feature<Geometry, { name: string }>[]>([]);
  const [zoom, setZoom] = useState(true);
  useEffect(() => {
    void Promise.all([import("topojson-client"), import("world-atlas/countries-110m.json")]).then(([{ feature }, world]) => {
      const topology = world.default as unknown as Topology;
      const found = feature(topology, topology.objects.countries as never) as unknown as FeatureCollection<Geometry, { name: string }>;
      setLands(found.features);
    });
  }, []);
  const high = Math.round(width * 0.52);
  const projection = geoNaturalEarth1();
  const spread: FeatureCollection = { type: "FeatureCollection", features: data.points.map((point) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [point.longitude, point.latitude] } })) };
  if (zoom && data.points.length > 1) {
    projection.fitExtent([[40, 40], [width - 40, high - 40]], spread);
    const world = geoNaturalEarth1().fitSize([width, high], { type: "Sphere" });
    if (projection.scale() > world.scale() * 7) {
      const centre = projection.invert?.([width / 2, high / 2]) ?? [0, 0];
      projection.scale(world.scale() * 7).translate([0, 0]);
      const [x = 0, y = 0] = projection(centre as [number, number]) ?? [0, 0];
      projection.translate([width / 2 - x, high / 2 - y]);
    }
  } else projection.fitSize([width, high], { type: "Sphere" });
  const path = geoPath(projection);
  const most = Math.max(1, ...data.points.map((point) => point.count));
  const byNumber = new Map(data.countries.filter((one) => one.numeric).map((one) => [Number(one.numeric), one]));
  const top = Math.max(1, ...data.countries.map((one) => one.count));
  const summary = `${plural(data.points.length, "place")} in ${plural(data.countries.length, "country", "countries")}; most events in ${data.points.slice(0, 3).map((point) => point.name).join(", ") || data.countries[0]?.name}`;
  return (
    <Chart title="Where it happened" name="map" summary={summary} rows={data.points} columns={[
      { name: "place", value: (row) => row.name }, { name: "country", value: (row) => row.country }, { name: "events", value: (row) => row.count }, { name: "mean score", value: (row) => row.score }, { name: "latitude", value: (row) => row.latitude }, { name: "longitude", value: (row) => row.longitude },
    ]}>
      <div ref={ref} class="mapbox">
        <button type="button" class="quiet zoom" onClick={() => setZoom(!zoom)}>{zoom ? "whole world" : "fit the places"}</button>
        <svg class="map" width={width} height={high} role="group" aria-label={summary}>
          <path class="graticule" d={path(geoGraticule10()) ?? ""} />
          {lands.map((land, n) => {
            const row = byNumber.get(Number(land.id));
            const shade = look === "countries" && row ? Math.ceil((5 * Math.log1p(row.count)) / Math.log1p(top)) : 0;
            return <path key={n} class={`land shade${shade}`} d={path(land) ?? ""}><title>{row ? `${land.properties.name}: ${row.count} events, score ${score(row.score)}` : land.properties.name}</title></path>;
          })}
          {look === "places" && data.points.slice().reverse().map((point, n) => {
            const spot = projection([point.longitude, point.latitude]);
            return spot && <circle key={n} class={`point q${point.quad}`} cx={spot[0]} cy={spot[1]} r={3 + 11 * Math.sqrt(point.count / most)}><title>{`${point.name}, ${point.country}: ${point.count} events, score ${score(point.score)}`}</title></circle>;
          })}
          {look === "places" && labels(data.points, projection, most).map((one) => <text key={`${one.x}|${one.y}`} class="maplabel" x={one.x} y={one.y}>{one.name}</text>)}
        </svg>
      </div>
    </Chart>
  );
}
