import type { Route } from "../platform/web/route.tsx";
import { searchTrusts, setUpTrust } from "./set-up.route.tsx";

/** Setting a trust up joins the register, the organisation and its first framework, so it lives where all three are known. */
export const routes: readonly Route[] = [searchTrusts, setUpTrust];
