-- Argo CD has no health check of Applications since 1.8 (argoproj/argo-cd#3781). The root Application needs one, as it
-- manages itself, and so does everything that waits for an Application.
local hs = { status = "Progressing", message = "Waiting for the first comparison" }
if obj.status ~= nil and obj.status.health ~= nil and obj.status.health.status ~= nil then
  hs.status = obj.status.health.status
  hs.message = obj.status.health.message or ""
end
return hs
