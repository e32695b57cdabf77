// A connection may be gone without either side being told: a proxy forgot it, a laptop slept. The server says something
// on every stream at least each 15 seconds.

/** For how long a stream may say nothing, in milliseconds: two heartbeats and some patience. */
export const mostSilence = 32_000;

export function isStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

/** An answer whose body fails when nothing of it has come for so many milliseconds. */
export function breakingSilence(response: Response, most: number): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  const letGo = () => reader.cancel().catch(() => undefined); // what has failed is gone already
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new TypeError("the stream is silent"));
        }, most);
      });
      try {
        const { done, value } = await Promise.race([reader.read(), silence]);
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        void letGo();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: letGo,
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
