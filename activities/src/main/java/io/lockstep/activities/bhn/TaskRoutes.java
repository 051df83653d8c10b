package io.lockstep.activities.bhn;

import feign.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of tasks. */
record TaskRoutes(BhnTasks tasks) implements BhnItems.Api {

  @Override
  public String one() {
    return "task";
  }

  @Override
  public Map<String, Object> list(
      String token, String contactId, int start, int limit, Request.Options options) {
    return tasks.listTasks(token, contactId, start, limit, options);
  }

  @Override
  public Map<String, Object> madeBy(
      String token, String contactId, String requestId, Request.Options options) {
    return tasks.taskMadeBy(token, contactId, requestId, options);
  }

  @Override
  public Map<String, Object> get(
      String token, String contactId, String taskId, Request.Options options) {
    return tasks.getTask(token, contactId, taskId, options);
  }

  @Override
  public Map<String, Object> create(
      String token, String contactId, Map<String, Object> task, Request.Options options) {
    return tasks.createTask(token, contactId, task, options);
  }

  @Override
  public Map<String, Object> update(
      String token,
      String contactId,
      String taskId,
      Map<String, Object> task,
      Request.Options options) {
    return tasks.updateTask(token, contactId, taskId, task, options);
  }

  @Override
  public Map<String, Object> delete(
      String token,
      String contactId,
      String taskId,
      @Nullable String version,
      Request.Options options) {
    return tasks.deleteTask(token, contactId, taskId, version, options);
  }
}
