-- Ask the addresses of a file, one after the other, and print counts and latencies.
-- Arguments: the file of query strings, the path they are appended to.
local paths = {}
local place = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = arguments[2] .. line
  end
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place], {
    Accept = "application/sparql-results+json",
    Host = "localhost",
  })
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.status + errors.timeout + errors.read + errors.write + errors.connect,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
