-- Healthy when every Application that the ApplicationSet made is healthy and synced, so that sync waves of
-- ApplicationSets are waves of Applications.
--
-- Synced counts too: an Application's health leaves out what is not created yet, so that one in the middle of its
-- first sync may look healthy. No Application at all counts as waiting: the list is written from a cache that may lag
-- behind the Applications just made, and a wave without apps has no ApplicationSet.
local function answer(status, message)
  return { status = status, message = message }
end

if obj.status == nil or obj.status.conditions == nil then
  return answer("Progressing", "Waiting for the status to be reported")
end

local generated = false
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "ErrorOccurred" and condition.status == "True" then
    return answer("Degraded", condition.message)
  end
  if condition.type == "ResourcesUpToDate" then
    if condition.status == "False" then
      return answer("Degraded", condition.message)
    end
    generated = condition.status == "True"
  end
end
if not generated then
  return answer("Progressing", "Waiting for Applications to be generated")
end
if obj.status.resources == nil or #obj.status.resources == 0 then
  return answer("Progressing", "No Application yet: no registered cluster or no folder matches")
end

local waiting = {}
local degraded = {}
for _, application in ipairs(obj.status.resources) do
  local health = application.health ~= nil and application.health.status or ""
  if health == "Degraded" then
    table.insert(degraded, application.name)
  elseif health ~= "Healthy" or application.status ~= "Synced" then
    table.insert(waiting, application.name)
  end
end
if #degraded > 0 then
  return answer("Degraded", "Degraded: " .. table.concat(degraded, ", "))
end
if #waiting > 0 then
  return answer("Progressing", "Waiting for " .. table.concat(waiting, ", "))
end
return answer("Healthy", "Every Application is healthy and synced")
