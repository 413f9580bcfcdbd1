// The outlines of icons, fetched by the first page that shows one.
export { shapes as icons } from './shapes.ts';
