import t from "tap";
import { torture } from "./torture.ts";

torture(t, "udp");
