/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Of this package, put in when the app is built. */
declare const APP_VERSION: string;
