import type { Route } from "../platform/web/route.tsx";
import { askForImport, openImport, openOneImport } from "./import.route.tsx";

export const routes: readonly Route[] = [openImport, askForImport, openOneImport];
