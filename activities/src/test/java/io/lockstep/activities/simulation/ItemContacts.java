package io.lockstep.activities.simulation;

import io.lockstep.activities.contacts.ContactApply;
import io.lockstep.activities.contacts.ContactLook;
import io.lockstep.activities.contacts.ContactNews;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.GoneReview;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.Link;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.FlowPlayer;
import io.lockstep.workflows.sync.LookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flow of the contacts whose items are played: it decides what becomes of one that is gone. */
final class ItemContacts implements FlowPlayer.Stage {

  private final Ports ports;
  private final Timeline time;
  private final Story story;
  private final Engine engine;
  private final ContactLook look;
  private final ContactApply apply;
  private final ContactNews news;
  private final Map<FlowKey, FlowPlayer> runs = new LinkedHashMap<>();
  private @Nullable Instant frozenAt;
  private int runNumbers;

  ItemContacts(Ports ports, Timeline time, Story story, Engine engine) {
    this.ports = ports;
    this.time = time;
    this.story = story;
    this.engine = engine;
    this.look = new ContactLook(ports);
    this.apply = new ContactApply(ports);
    this.news = new ContactNews(ports);
  }

  void hint(FlowKey key, Hint hint) {
    story.tell("contact hint " + hint.source());
    run(key).changed(hint);
  }

  /** A person's answer to the review of a contact that is gone; false when it answers another. */
  boolean decide(FlowKey key, Decision decision, String opId) {
    boolean about = review(key).filter(opId::equals).isPresent();
    if (about) {
      story.tell("contact decision " + decision.kind());
      run(key).decided(decision);
    }
    return about;
  }

  /** The open review of that contact, where it is gone and a person has not decided yet. */
  Optional<String> review(FlowKey key) {
    Optional<Link> link = ports.pairs().linkOfContact(key.connection(), key.contactId());
    return link.stream()
        .flatMap(
            pair ->
                Arrays.stream(Side.values())
                    .map(side -> GoneReview.id(ports.digester(), pair, side)))
        .filter(
            id ->
                ports.pairs().load(key).parked().stream()
                    .anyMatch(parked -> parked.waiting().opId().equals(id)))
        .findFirst();
  }

  /** Since when the ledger says that one is gone; far away as long as it does not. */
  Instant frozenAt() {
    return frozenAt == null ? Instant.MAX : frozenAt;
  }

  boolean isIdle() {
    return runs.values().stream().allMatch(FlowPlayer::isIdle);
  }

  private FlowPlayer run(FlowKey key) {
    return runs.computeIfAbsent(key, any -> new FlowPlayer(this, key, "contact-" + ++runNumbers));
  }

  @Override
  public void ended(FlowPlayer player) {
    runs.remove(player.key());
  }

  @Override
  public Plan look(LookRequest request, int attempt, String run) {
    return engine.look(
        request,
        () -> {
          Plan plan = look.look(request, new Attempt(attempt, run));
          story.tell("contact look " + plan.verdict() + ": " + plan.summary());
          if (frozenAt == null && review(request.key()).isPresent()) {
            frozenAt = now();
          }
          return plan;
        });
  }

  @Override
  public Outcome apply(ApplyRequest request, int attempt, String run) {
    return engine.apply(request, attempt, run, apply::apply);
  }

  @Override
  public boolean news(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }

  @Override
  public Optional<Duration> retry(RuntimeException failure, int attempt) {
    return engine.retry(failure, attempt);
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public void in(Duration wait, Runnable what) {
    time.in(wait, what);
  }
}
