/** What happened during a recording, on its own time line. */
import { queryOptions } from "@tanstack/react-query";
import { PontoProblem, type Schema } from "../../../../client/ponto.ts";
import { ponto } from "../../api/ponto.ts";

export type Mark = Schema<"RecordingMarks">["items"][number];

/** None where the recording is gone meanwhile: the player says so itself. */
export const marksQuery = (id: string) =>
  queryOptions({
    queryKey: ["history", "marks", id],
    queryFn: async (): Promise<readonly Mark[]> => {
      try {
        return (await ponto.http.GET("/v1/recordings/{id}/marks", { params: { path: { id } } })).data!.items;
      } catch (error) {
        if (error instanceof PontoProblem && error.status === 404) return [];
        throw error;
      }
    },
  });
