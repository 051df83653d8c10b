package io.lockstep.quickstart;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Temporal that somebody else has started. It may know nothing of Lockstep's namespace yet, which
 * is made then; a production server has it made by its owner (docs/deploy.md).
 */
public final class RunningEngine {

  private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);

  private static final int RETENTION_DAYS = 7;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The server looks for new namespaces every now and then. */
  private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofSeconds(30);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

  private RunningEngine() {}

  /**
   * Makes sure that it answers and has the namespace.
   *
   * @param target {@code host:port}
   * @throws StartFailedException when it does not answer, or refuses
   */
  public static void prepare(String target, String namespace) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(target)
                .setRpcTimeout(PATIENCE)
                .build());
    try {
      if (!knowsNamespace(service, namespace)) {
        LOG.info("making namespace {} at {}", namespace, target);
        register(service, namespace);
        awaitNamespace(service, namespace);
      }
    } catch (StatusRuntimeException failure) {
      throw new StartFailedException(
          ("no Temporal can be used at %s (%s); start one with `temporal server start-dev`, or leave"
                  + " -Dlockstep.engine out")
              .formatted(target, failure.getStatus().getCode()),
          failure);
    } finally {
      service.shutdownNow();
    }
  }

  private static boolean knowsNamespace(WorkflowServiceStubs service, String namespace) {
    try {
      // Not what describes a namespace: this asks the part of the server that runs will ask.
      service
          .blockingStub()
          .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .countWorkflowExecutions(
              CountWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).build());
      return true;
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw failure;
    }
  }

  private static void register(WorkflowServiceStubs service, String namespace) {
    try {
      var unused = // it holds nothing
          service
              .blockingStub()
              .registerNamespace(
                  RegisterNamespaceRequest.newBuilder()
                      .setNamespace(namespace)
                      .setWorkflowExecutionRetentionPeriod(Durations.fromDays(RETENTION_DAYS))
                      .build());
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw failure;
      }
    }
  }

  private static void awaitNamespace(WorkflowServiceStubs service, String namespace) {
    Instant end = Instant.now().plus(UNTIL_IT_IS_KNOWN);
    while (!knowsNamespace(service, namespace)) {
      if (Instant.now().isAfter(end)) {
        throw new StartFailedException(
            "Temporal does not show the namespace "
                + namespace
                + " it was told to make; try again");
      }
      try {
        Thread.sleep(BETWEEN_QUESTIONS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailedException("stopped while it waited for Temporal's namespace", e);
      }
    }
  }
}
