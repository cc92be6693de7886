-- Healthy when KEDA has taken the ScaledObject up. In a lab, metrics that cannot be read say nothing about it.
if obj.status == nil or obj.status.conditions == nil then
  return { status = "Progressing", message = "Waiting for KEDA" }
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    if condition.status == "True" or condition.reason == "TriggerError" or condition.reason == "PartialTriggerError" then
      return { status = "Healthy", message = condition.message }
    end
    if condition.status == "False" then
      return { status = "Degraded", message = condition.message }
    end
  end
end
return { status = "Progressing", message = "Waiting for KEDA" }
