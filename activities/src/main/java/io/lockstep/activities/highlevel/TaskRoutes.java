package io.lockstep.activities.highlevel;

import feign.Request;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The routes of tasks, as one caller uses them. */
record TaskRoutes(HighLevelTasks tasks, Supplier<String> token, Request.Options options)
    implements HighLevelItems.Api {

  private static final Set<String> COMPLETION = Set.of("completed");

  @Override
  public String one() {
    return "task";
  }

  @Override
  public Map<String, Object> list(String contactId) {
    return tasks.listTasks(token.get(), contactId, options);
  }

  @Override
  public Map<String, Object> get(String contactId, String taskId) {
    return tasks.getTask(token.get(), contactId, taskId, options);
  }

  @Override
  public Map<String, Object> create(String contactId, Map<String, Object> task) {
    return tasks.createTask(token.get(), contactId, task, options);
  }

  @Override
  public Map<String, Object> update(String contactId, String taskId, Map<String, Object> task) {
    return task.keySet().equals(COMPLETION) // HighLevel has a route, and an event, for this alone
        ? tasks.completeTask(token.get(), contactId, taskId, task, options)
        : tasks.updateTask(token.get(), contactId, taskId, task, options);
  }

  @Override
  public Map<String, Object> delete(String contactId, String taskId) {
    return tasks.deleteTask(token.get(), contactId, taskId, options);
  }

  @Override
  public String toString() { // the token must not reach a log
    return "TaskRoutes";
  }
}
