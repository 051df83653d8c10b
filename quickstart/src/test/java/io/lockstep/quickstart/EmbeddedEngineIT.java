package io.lockstep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.junit.jupiter.api.Test;

class EmbeddedEngineIT {

  @Test
  void theEmbeddedEngineAnswersOnLoopbackOnly() {
    try (EmbeddedEngine engine = EmbeddedEngine.start()) {
      assertThat(engine.target()).startsWith("127.0.0.1:");
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(engine.target()).build());
      try {
        assertThat(stubs.healthCheck().getStatus().name()).isEqualTo("SERVING");
      } finally {
        stubs.shutdownNow();
      }
    }
  }
}
