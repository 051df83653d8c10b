package io.lockstep.sandbox.http;

import io.lockstep.sandbox.faults.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One simulated provider: its routes, its gate, and how it words what a fault makes it say. */
public interface ProviderApi {

  /** {@code highlevel} or {@code bhn}: the path's first segment and the side's name in control. */
  String side();

  Routes routes();

  Caller caller(Request request);

  /** What stops a call before its route is served: budget, token, headers. Empty lets it in. */
  Optional<Reply> gate(Request request, Caller caller, Optional<Routes.Match> match);

  /** How far this provider's search index is behind when no fault says otherwise. */
  Duration usualIndexLag();

  /** The answer to a path nobody serves. */
  Reply unknownRoute(Request request);

  /** The answer to a body that is not JSON. */
  Reply malformed(MalformedBody problem);

  /** This provider's words for a fault that answers with an error. */
  Reply faulty(Fault fault, Request request);

  /** True if that request carries the property a {@code refuse-field} fault is about. */
  boolean carries(Request request, String field);

  /** Puts the usual dressing on an answer; the last step of every call. */
  Reply dress(Reply reply, Caller caller);

  /** An edit a person makes, at once, to the record a read has just answered. */
  void humanEdit(Routes.Match read, Caller reader, Map<String, Object> edit);
}
