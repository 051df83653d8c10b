package io.lockstep.activities.items;

import io.lockstep.activities.sync.Step;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.merge.ItemCopy;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.ItemLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the item that a create made although its answer was lost, or although it was answered with
 * 422 (highlevel-api-docs issue 64). BHN knows it by the request's id; at HighLevel items bear no
 * mark of ours, and it is the one that says what was sent and belongs to nobody.
 */
final class LostItem {

  private final Step step;
  private final ItemBench bench;
  private final ItemRef item;
  private final Side target;

  /**
   * What a probe found.
   *
   * @param ours what was made
   * @param nameless what was made under an id that is none: nothing can be linked to it, and
   *     another beside it would be one too many
   */
  record Trace(Optional<PersonView> ours, Optional<PersonView> nameless) {}

  LostItem(Step step, ItemBench bench) {
    this.step = step;
    this.bench = bench;
    this.item = Objects.requireNonNull(step.op().item());
    this.target = step.op().target();
  }

  /**
   * How long until a probe that finds nothing proves that nothing was made: the last call is over
   * and the list has had time to show it. Not positive: it does now. BHN needs none of this, since
   * a repeat of the same request id makes nothing new.
   */
  Duration untilItWouldShow(Intent open) {
    return target == Side.REWARDS ? Duration.ZERO : Duration.between(now(), open.showsBy());
  }

  /** The same for what BHN says was made: a list that lags may leave it out. */
  Duration untilItMustShow(Optional<Intent> open) {
    Instant sentAt = open.map(Intent::sentAt).orElse(now());
    return Duration.between(now(), sentAt.plus(Step.LEASE).plus(Intent.INDEX_LAG));
  }

  /**
   * The item at the target that belongs to nobody and is what was made: at BHN by the request's id,
   * whatever it says by now, at HighLevel because it shows just what was sent. One call.
   *
   * @param heldIds what said the same there before, and so is none of ours
   */
  Trace find(Map<String, Intent.Wrote> sent, List<String> heldIds) {
    List<PersonView> made =
        target == Side.REWARDS
            ? bench.madeBy(target, step.op().id()).stream().toList()
            : bench.list(target).stream()
                .filter(view -> !heldIds.contains(view.id()))
                .filter(view -> shows(view, sent))
                .toList();
    return new Trace(
        nobodys(made.stream().filter(view -> ItemRef.isId(view.id())).toList()),
        made.stream().filter(view -> !ItemRef.isId(view.id())).findFirst());
  }

  private Optional<PersonView> nobodys(List<PersonView> candidates) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    ItemLedger items = step.ports().items();
    String connection = step.key().connection();
    Set<String> ids = candidates.stream().map(PersonView::id).collect(Collectors.toSet());
    Set<String> ended = items.tombstones(connection, item.kind(), target, ids).keySet();
    return candidates.stream()
        .filter(view -> !ended.contains(view.id()))
        .filter(view -> items.owner(connection, item.kind(), target, view.id()).isEmpty())
        .findFirst();
  }

  private boolean shows(PersonView view, Map<String, Intent.Wrote> sent) {
    return ItemCopy.isMadeBy(
        sent, view, bench.items().rules(), bench.forms(), bench.digester(), step.key());
  }

  private Instant now() {
    return step.ports().clock().instant();
  }
}
