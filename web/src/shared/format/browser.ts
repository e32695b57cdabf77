/** What people call a browser and its system. Browsers call themselves by many names; the last that fits is the one. */
export function browserOf(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const found = /(Firefox|Edg|OPR|Chrome|Safari)\/[\d.]+/.exec(userAgent.replace(/Chrome\/\S+ (?=.*(Edg|OPR))/, ""));
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent);
  return [found?.[1]?.replace("Edg", "Edge").replace("OPR", "Opera") ?? userAgent.slice(0, 60), system?.[1]]
    .filter(Boolean)
    .join(" · ");
}
