package io.lockstep.activities.items;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.merge.ItemCopy;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.ItemLedger.Owned;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the missing half of an item and links both. Neither provider's create can be repeated
 * blindly: HighLevel has no key, and BHN's request id tells that something was made, not that it is
 * alive. So an attempt that finds its intent open probes first, and sends again only when the first
 * call can no longer be under way and the list has had time to show what it made.
 */
final class ItemCreate {

  private final Step step;
  private final ItemBench bench;
  private final Op op;
  private final ItemRef item;
  private final String sourceId;
  private final LostItem lost;

  ItemCreate(Step step, ItemBench bench) {
    this.step = step;
    this.bench = bench;
    this.op = step.op();
    this.item = Objects.requireNonNull(op.item());
    this.sourceId = Objects.requireNonNull(op.sourceId());
    this.lost = new LostItem(step, bench);
  }

  /** What there is to say before anything is sent, or copied for it; empty: it is to be sent. */
  Optional<Outcome> before() {
    if (!op.id().equals(opId(step.record().generation()))) {
      return Optional.of(Outcome.stale("it is linked, or another create of it is under way"));
    }
    if (isLinkedUnderAnotherName()) {
      return Optional.of(Outcome.stale("its source is a half of another item by now"));
    }
    Optional<Intent> open = open();
    if (op.target() == Side.CONTACTS) {
      bench.begin(Need.of(open.isPresent() ? 2 : 1));
    }
    if (open.isPresent()) {
      Map<String, Intent.Wrote> sent = open.get().digests();
      Optional<Outcome> known = known(lost.find(sent, open.get().heldIds()), sent);
      if (known.isPresent()) {
        return known;
      }
      Duration left = lost.untilItWouldShow(open.get());
      if (left.compareTo(Duration.ZERO) > 0) {
        return Optional.of(Outcome.later(left, "an earlier create may still show up"));
      }
    }
    return Optional.empty();
  }

  private Optional<Intent> open() {
    return step.record().intents().stream()
        .filter(intent -> intent.opId().equals(op.id()))
        .findFirst();
  }

  private boolean isLinkedUnderAnotherName() {
    return step.ports()
        .items()
        .owner(step.key().connection(), item.kind(), op.target().other(), sourceId)
        .filter(owned -> !owned.equals(new Owned(step.key(), item)))
        .isPresent();
  }

  private String opId(int generation) {
    Link link = step.record().link();
    String replaces = link == null ? null : link.id(op.target());
    return ItemCopy.opId(
        bench.digester(), step.key(), item, op.target(), sourceId, replaces, generation);
  }

  /** Makes it; {@link #before} had nothing to say. */
  Outcome send() {
    Optional<Intent> before = open();
    Map<String, Intent.Wrote> copied = copied(null);
    Claim claim = step.claim(step.record().generation(), copied);
    boolean sentMeanwhile = claim == Claim.AGAIN && before.isEmpty();
    if (claim == Claim.BUSY || sentMeanwhile) { // perhaps by an attempt of this very run
      return Outcome.later(Step.LEASE, "another attempt at this create may still be under way");
    }
    if (op.target() == Side.CONTACTS
        && before.filter(open -> saysOther(open, copied)).isPresent()) {
      // Nothing came of the earlier text: a probe from now on must look for this one.
      step.commit(PairChange.builder().closeIntent(op.id()).build());
      if (step.claim(step.record().generation(), copied) != Claim.FIRST) {
        return Outcome.later(Step.LEASE, "another attempt at this create may still be under way");
      }
    }
    try {
      PersonView made = bench.create(op.target(), op.writes(), op.id());
      return link(step, made, copied, copied(made), Act.CREATED);
    } catch (ProviderException failure) {
      return switch (failure.error().kind()) {
        case ALREADY_DONE, CONFLICT -> alreadyDone(before, copied);
        case REFUSED -> refused(before, copied, failure.error());
        case BUG -> {
          if (op.target() == Side.CONTACTS || (before.isEmpty() && !isMadeNameless(copied))) {
            throw failure;
          }
          yield alreadyDone(before, copied); // the id was used for an earlier text
        }
        case TRANSIENT, RATE_LIMITED, AUTH, GONE -> throw failure;
      };
    }
  }

  private static boolean saysOther(Intent open, Map<String, Intent.Wrote> copied) {
    return !open.digests().equals(copied);
  }

  /** What is copied of each field, and what the target shows of it, or will if all goes well. */
  private Map<String, Intent.Wrote> copied(@Nullable PersonView made) {
    Map<String, Intent.Wrote> copied = new HashMap<>();
    for (FieldWrite write : op.writes()) {
      FieldRule rule = step.rule(write.field());
      Reading asked = Fields.wanted(bench, rule, write);
      Reading shown = made == null ? Reading.notShown() : made.field(rule.name());
      String after =
          bench
              .digester()
              .digest(
                  step.key(), rule.name(), shown.shown() ? bench.canonical(rule, shown) : asked);
      copied.put(
          write.field(), new Intent.Wrote(write.sourceDigest(), "", after, rule.fingerprint()));
    }
    bench
        .shownBeside(op.target(), op.writes())
        .forEach(
            (name, asked) ->
                copied.put(
                    name,
                    new Intent.Wrote("", "", bench.digester().digest(step.key(), name, asked))));
    return copied;
  }

  /** BHN knows the request id. That counts only if what it made is alive. */
  private Outcome alreadyDone(Optional<Intent> before, Map<String, Intent.Wrote> copied) {
    Map<String, Intent.Wrote> sent = before.map(Intent::digests).orElse(copied);
    Optional<Outcome> known = known(lost.find(sent, heldIds(before)), sent);
    if (known.isPresent()) {
      return known.get();
    }
    Duration left = lost.untilItMustShow(before);
    if (left.compareTo(Duration.ZERO) > 0) {
      return Outcome.later(left, "what an earlier create made may still show up");
    }
    // Made and deleted since, or edited: the next generation has a request id BHN has not met.
    int next = step.record().generation() + 1;
    step.claimNextGeneration(opId(next), next, sent);
    return Outcome.stale("what an earlier create made is gone");
  }

  /**
   * HighLevel may refuse and have made it all the same; only a probe tells. Its intent stays open:
   * the look that follows probes again, once the list shows what there is.
   */
  private Outcome refused(
      Optional<Intent> before, Map<String, Intent.Wrote> sent, ProviderError error) {
    return lost.find(sent, heldIds(before))
        .ours()
        .map(made -> found(made, sent))
        .orElseGet(() -> parked(error));
  }

  private List<String> heldIds(Optional<Intent> before) {
    return before.map(Intent::heldIds).orElse(op.heldIds());
  }

  private Optional<Outcome> known(LostItem.Trace trace, Map<String, Intent.Wrote> sent) {
    return trace.ours().map(made -> found(made, sent)).or(() -> trace.nameless().map(this::parked));
  }

  private boolean isMadeNameless(Map<String, Intent.Wrote> sent) {
    LostItem.Trace trace = lost.find(sent, op.heldIds());
    return trace.ours().isEmpty() && trace.nameless().isPresent();
  }

  /** However often a person has it tried again: another is made only once this one is gone. */
  private Outcome parked(PersonView nameless) {
    return parked(ItemBench.nameless(nameless));
  }

  private Outcome parked(ProviderError error) {
    return op.target() == Side.CONTACTS
        ? step.parkOpen(error.sentence())
        : step.parkWhole(Waiting.Kind.PARKED, error.sentence());
  }

  /** It is taken to have been made as it was sent: what differs by now somebody may have edited. */
  private Outcome found(PersonView made, Map<String, Intent.Wrote> sent) {
    List<Parked> lacking =
        step.beside().isEmpty() ? FileCopies.lacking(step, made, sent) : step.beside();
    return link(step.beside(lacking), made, sent, sent, Act.LINKED);
  }

  private Outcome link(
      Step ending,
      PersonView made,
      Map<String, Intent.Wrote> sent,
      Map<String, Intent.Wrote> shown,
      Act act) {
    boolean toContacts = op.target() == Side.CONTACTS;
    Instant now = step.ports().clock().instant();
    var change = PairChange.builder();
    if (step.record().link() != null) {
      change.endLink("its other half was deleted and made anew", now);
    }
    change
        .link(
            new Link(
                step.key().connection(),
                toContacts ? made.id() : sourceId,
                toContacts ? sourceId : made.id(),
                now))
        .closeIntent(op.id())
        .stamp(new Stamp(op.target(), now, made.updatedAt(), made.version()))
        .journal(step.journal(act, step.key().contactId(), List.of(item.kind().word())));
    ItemCopy.firstBase(
        change, bench.items().rules(), bench.digester(), step.key(), op.target(), now, sent, shown);
    step.record().parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    return ending.done(change);
  }
}
