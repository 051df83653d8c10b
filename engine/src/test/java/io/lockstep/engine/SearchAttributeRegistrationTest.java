package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchAttributeRegistrationTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Deque<Status> answers = new ArrayDeque<>();
  private Server server;
  private WorkflowServiceStubs service;

  @BeforeEach
  void start() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(new Operator())
            .addService(new Visibility())
            .build()
            .start();
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(InProcessChannelBuilder.forName(name).directExecutor().build())
                .build());
  }

  @AfterEach
  void stop() {
    service.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aServerTooBusyToAddThemIsAskedAgain() {
    answers.addAll(List.of(Status.DEADLINE_EXCEEDED, Status.UNAVAILABLE, Status.OK));
    ensure();
    assertThat(answers).isEmpty();
  }

  @Test
  void oneThatIsThereAlreadyIsWelcome() {
    answers.add(Status.ALREADY_EXISTS);
    ensure();
    assertThat(answers).isEmpty();
  }

  @Test
  void aRefusalEndsTheStartAtOnce() {
    answers.add(Status.PERMISSION_DENIED);
    assertThatThrownBy(this::ensure)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("PERMISSION_DENIED");
  }

  private void ensure() {
    new SearchAttributeRegistration(service, "lockstep")
        .ensure(List.of(SearchAttributeKey.forKeyword("LockstepPhase")), LONGEST);
  }

  private final class Operator extends OperatorServiceGrpc.OperatorServiceImplBase {

    @Override
    public void addSearchAttributes(
        AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> answer) {
      Status status = answers.remove();
      if (status.isOk()) {
        answer.onNext(AddSearchAttributesResponse.getDefaultInstance());
        answer.onCompleted();
      } else {
        answer.onError(status.asRuntimeException());
      }
    }
  }

  private static final class Visibility extends WorkflowServiceGrpc.WorkflowServiceImplBase {

    @Override
    public void countWorkflowExecutions(
        CountWorkflowExecutionsRequest request,
        StreamObserver<CountWorkflowExecutionsResponse> answer) {
      answer.onNext(CountWorkflowExecutionsResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
