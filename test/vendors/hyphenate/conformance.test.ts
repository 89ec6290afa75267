import { conforms } from "../conformance.ts";
import { hyphenateScenes } from "./harness.ts";

for (const scene of hyphenateScenes) conforms(scene);
