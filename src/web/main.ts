import { mount } from 'svelte';
import './design/fonts.ts';
import './design/design.css';
import App from './App.svelte';
import { connectEngine, place } from './app-state.svelte.ts';
import { arrival } from './arrival.ts';
import { startEngine } from './engine/start-engine.ts';
import { language, loadFirstMessages } from './messages/messages.ts';
import { applyTheme } from './theme.ts';

const { profile, chair, brought } = arrival();
place.look();
// The engine comes up while the words are being fetched.
startEngine({ profile, chair });
applyTheme();
await loadFirstMessages();
document.documentElement.lang = language.tag;
document.documentElement.dir = language.direction;
connectEngine(profile);
const target = document.getElementById('app');
if (target !== null) mount(App, { target, props: { brought, isInChair: chair !== undefined } });
