package io.lockstep.activities.highlevel;

import feign.Request;
import java.util.Map;
import java.util.Set;

/** The routes of tasks, as one caller uses them. */
record TaskRoutes(HighLevelTasks tasks, String token, Request.Options options)
    implements HighLevelItems.Api {

  private static final Set<String> COMPLETION = Set.of("completed");

  @Override
  public String one() {
    return "task";
  }

  @Override
  public Map<String, Object> list(String contactId) {
    return tasks.listTasks(token, contactId, options);
  }

  @Override
  public Map<String, Object> get(String contactId, String taskId) {
    return tasks.getTask(token, contactId, taskId, options);
  }

  @Override
  public Map<String, Object> create(String contactId, Map<String, Object> task) {
    return tasks.createTask(token, contactId, task, options);
  }

  @Override
  public Map<String, Object> update(String contactId, String taskId, Map<String, Object> task) {
    return task.keySet().equals(COMPLETION) // HighLevel has a route, and an event, for this alone
        ? tasks.completeTask(token, contactId, taskId, task, options)
        : tasks.updateTask(token, contactId, taskId, task, options);
  }

  @Override
  public Map<String, Object> delete(String contactId, String taskId) {
    return tasks.deleteTask(token, contactId, taskId, options);
  }

  @Override
  public String toString() { // the token must not reach a log
    return "TaskRoutes";
  }
}
