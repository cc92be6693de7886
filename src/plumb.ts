/** The one entry that apps and policies import, as `#plumb`. */
export { type AppContext, AppChart, type AppDefinition, defineApp } from './constructs/app.ts';
