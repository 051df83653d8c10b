package io.lockstep.worker;

import io.lockstep.activities.CallListener;
import io.lockstep.activities.Providers;
import io.lockstep.activities.connection.ConnectionActivitiesImpl;
import io.lockstep.activities.connection.RoundActivitiesImpl;
import io.lockstep.activities.contacts.ContactUpsertActivitiesImpl;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.http.JdkClient;
import io.lockstep.activities.items.NoteBridgeActivitiesImpl;
import io.lockstep.activities.items.TaskLifecycleActivitiesImpl;
import io.lockstep.activities.queue.QueueActivitiesImpl;
import io.lockstep.activities.reconcile.ReconcileActivitiesImpl;
import io.lockstep.activities.sync.LookListener;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.digest.Digester;
import io.lockstep.ledger.Breakers;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Cursors;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.LedgerRights;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.Places;
import io.lockstep.ledger.RecentConnections;
import io.lockstep.ledger.WithheldWrites;
import io.lockstep.workflows.start.Admission;
import io.lockstep.workflows.start.WorkflowStarts;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the activities together: ports, both providers, and the way to hint a flow. */
@Configuration(proxyBeanMethods = false)
class FlowWiring {

  @Bean
  CallListener callMetrics(MeterRegistry meters) {
    return call ->
        meters
            .timer(
                "lockstep.provider.calls",
                "connection",
                call.connection(),
                "side",
                call.side().word(),
                "operation",
                call.operation(),
                "status",
                String.valueOf(call.status()))
            .record(call.took());
  }

  @Bean
  HighLevelApp highLevelApp(WorkerProperties properties) {
    var app = properties.highLevelApp();
    return new HighLevelApp(app.clientId(), app.clientSecret());
  }

  @Bean
  Providers providers(
      Budget budget,
      Breakers breakers,
      Connections connections,
      Grants grants,
      HighLevelApp app,
      CallListener listener) {
    return new Providers(
        connection -> JdkClient.shared(),
        budget,
        breakers,
        connections,
        grants,
        app,
        listener,
        Clock.systemUTC());
  }

  @Bean
  WorkflowStarts workflowStarts(WorkflowClient client) {
    return new WorkflowStarts(client);
  }

  @Bean
  WorkPlaces workPlaces(Places places) {
    return new WorkPlaces(places);
  }

  /** What flows hint waits for room like what webhooks hint. */
  @Bean
  Admission admission(WorkflowStarts starts, Places places) {
    return new Admission(
        starts,
        (flow, key, lane) -> places.take(flow, key, lane, Clock.systemUTC().instant()),
        Runnable::run,
        Clock.systemUTC());
  }

  /** The client hints runs that the same client's workers host: it is asked for when first used. */
  @Bean
  Ports ports(
      Connections connections,
      PairLedger pairs,
      ItemLedger items,
      WithheldWrites withheld,
      OpenMarks marks,
      Cursors cursors,
      Providers providers,
      Digester digester,
      ObjectProvider<Admission> admission) {
    return new Ports(
        new RecentConnections(connections, Clock.systemUTC()),
        pairs,
        items,
        withheld,
        marks,
        cursors,
        providers,
        digester,
        (flow, key, hint) -> admission.getObject().changed(flow, key, hint),
        LookListener.NONE,
        Clock.systemUTC());
  }

  @Bean
  ContactUpsertActivitiesImpl contactUpsertActivities(Ports ports, WorkPlaces places) {
    return new ContactUpsertActivitiesImpl(ports, places);
  }

  @Bean
  TaskLifecycleActivitiesImpl taskLifecycleActivities(Ports ports, WorkPlaces places) {
    return new TaskLifecycleActivitiesImpl(ports, places);
  }

  @Bean
  NoteBridgeActivitiesImpl noteBridgeActivities(Ports ports, WorkPlaces places) {
    return new NoteBridgeActivitiesImpl(ports, places);
  }

  @Bean
  ReconcileActivitiesImpl reconcileActivities(Ports ports) {
    return new ReconcileActivitiesImpl(ports);
  }

  @Bean
  ConnectionActivitiesImpl connectionActivities(Ports ports, LedgerRights rights, Polls polls) {
    return new ConnectionActivitiesImpl(ports, rights, polls::rhythm);
  }

  @Bean
  RoundActivitiesImpl roundActivities(Ports ports, Polls polls) {
    return new RoundActivitiesImpl(ports, polls::rhythm);
  }

  @Bean
  QueueActivitiesImpl queueActivities(
      WorkPlaces places, ObjectProvider<WorkflowStarts> starts, Connections connections) {
    return new QueueActivitiesImpl(
        places,
        (flow, key, hint) -> starts.getObject().changed(flow, key, hint),
        (connection, what) -> starts.getObject().reconcile(connection, what, Duration.ZERO),
        connections,
        Clock.systemUTC());
  }
}
