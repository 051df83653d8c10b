package io.lockstep.engine;

import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Adds our search attributes to a namespace and waits until the server takes them: for 1.5 s on
 * PostgreSQL, and up to a minute elsewhere, a start that carries a new one is refused.
 */
public final class SearchAttributeRegistration {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

  private final WorkflowServiceStubs service;
  private final String namespace;

  public SearchAttributeRegistration(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
  }

  /**
   * Returns when a query may use every one of them. Safe to repeat, and for several processes at
   * once. A server that is away or busy is asked again until the time is over.
   *
   * @throws IllegalStateException when the server does not take them in time
   */
  public void ensure(Collection<? extends SearchAttributeKey<?>> keys, Duration longest) {
    var operator = OperatorServiceGrpc.newBlockingStub(service.getRawChannel());
    String query =
        keys.stream()
            .map(key -> key.getName() + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    // The JDK's own monotonic clock, as this waits for another process and decides nothing else.
    long end = System.nanoTime() + longest.toNanos();
    while (!(keys.stream().allMatch(key -> isAdded(operator, key)) && isUsable(query))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Temporal does not take the search attributes of Lockstep after %s; see `temporal operator search-attribute list`"
                .formatted(longest));
      }
      pause();
    }
  }

  private boolean isAdded(OperatorServiceBlockingStub operator, SearchAttributeKey<?> key) {
    try {
      operator
          .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(key.getName(), key.getValueType())
                  .build());
      return true;
    } catch (StatusRuntimeException refused) {
      return switch (refused.getStatus().getCode()) {
        case ALREADY_EXISTS -> true;
        case UNAVAILABLE, DEADLINE_EXCEEDED -> false; // starting, or under load
        default -> throw refused;
      };
    }
  }

  private boolean isUsable(String query) {
    try {
      var request =
          CountWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).setQuery(query);
      service.blockingStub().countWorkflowExecutions(request.build());
      return true;
    } catch (StatusRuntimeException refused) {
      return switch (refused.getStatus().getCode()) {
        case INVALID_ARGUMENT -> false; // not known to this server process yet
        case UNAVAILABLE, DEADLINE_EXCEEDED -> false; // starting, or under load
        case UNIMPLEMENTED -> true; // the in-memory server has no queries, and no delay either
        default -> throw refused;
      };
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_PROBES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for search attributes", e);
    }
  }
}
