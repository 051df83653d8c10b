package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.activities.simulation.Move.Kind;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Rules that were tempting and are wrong, put back one by one. The simulation must notice each, and
 * must be content with the right rule under the very same histories; otherwise it proves nothing.
 */
class KnownWrongRulesTest {

  private static final int HISTORIES = 300;

  @Test
  void aBaseThatIsMovedByALaterReadLosesAnEdit() {
    var bag = List.of(Kind.EDIT_CONTACT, Kind.EDIT_PROFILE, Kind.EDIT_PROFILE);
    isCaught(new BaseMovedByALaterRead(), bag, 12, "L1", "L4");
  }

  @Test
  void anOperationIdMadeOfContentMakesASecondContact() {
    isCaught(new OpIdFromContent(), KnownWrongRulesTest::anEditAfterALostCreate, "L3");
  }

  /** The answer to a create is lost, and another e-mail comes while the search still lags. */
  private static History anEditAfterALostCreate(long seed) {
    return History.parse(
        """
        %d
        FAULT 6 0 304 +50
        NEW_PROFILE 1 2 160 +50
        EDIT_PROFILE 0 2 300 +%d
        """
            .formatted(seed, 100 + seed * 37));
  }

  @Test
  void absenceTakenForADeletionDeletesWhatNobodyDeleted() {
    var bag = List.of(Kind.EDIT_CONTACT, Kind.EDIT_PROFILE, Kind.FAULT, Kind.FAULT);
    isCaught(new AbsenceIsDeletion(), bag, 40, "L5");
  }

  @Test
  void aDoorThatIgnoresTheOpenMarkLosesAChangeBack() {
    var bag =
        List.of(Kind.EDIT_PROFILE, Kind.REVERT_PROFILE, Kind.EDIT_CONTACT, Kind.REVERT_CONTACT);
    isCaught(new DoorWithoutTheOpenMark(), bag, 30, "L1", "L4");
  }

  @Test
  void aLookThatForgetsTheOneBeforeItLosesAnEdit() {
    var bag =
        List.of(Kind.EDIT_PROFILE, Kind.REVERT_PROFILE, Kind.EDIT_CONTACT, Kind.REVERT_CONTACT);
    isCaught(new ForgottenLook(), bag, 30, "L1", "L4");
  }

  private static void isCaught(Variant wrong, List<Kind> bag, int moves, String... laws) {
    isCaught(wrong, seed -> History.random(seed, moves, bag), laws);
  }

  private static void isCaught(Variant wrong, LongFunction<History> histories, String... laws) {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      History history = histories.apply(seed);
      List<String> broken = Simulation.play(history, wrong);
      if (broken.stream().anyMatch(line -> List.of(laws).contains(line.substring(0, 2)))) {
        assertThat(Simulation.play(history, Variant.RIGHT)).as("the right rule").isEmpty();
        return;
      }
    }
    throw new AssertionError("the simulation did not notice " + wrong.getClass().getSimpleName());
  }

  /** "After a write, what both sides show now is what they agree on." */
  private static final class BaseMovedByALaterRead implements Variant {

    @Override
    public PairLedger ledger(PairLedger real, World world) {
      return LedgerProxy.changing(
          real,
          (key, change) -> {
            boolean ofAWrite =
                change.moves().stream().anyMatch(move -> move.by() == FieldMove.By.WRITTEN);
            return ofAWrite ? readLater(world, real.load(key), key, change) : change;
          });
    }

    private static PairChange readLater(
        World world, PairRecord record, FlowKey key, PairChange change) {
      if (record.link() == null) {
        return change;
      }
      Snapshot now = world.snapshot();
      PersonView contact = now.contacts().get(record.link().contactId());
      PersonView profile = now.profiles().get(record.link().profileId());
      if (contact == null || profile == null) {
        return change;
      }
      List<BaseRow> rows =
          change.base().stream().map(row -> reread(world, key, row, contact, profile)).toList();
      return LedgerProxy.withBase(change, rows);
    }

    private static BaseRow reread(
        World world, FlowKey key, BaseRow row, PersonView contact, PersonView profile) {
      Optional<FieldRule> rule = world.mapping().rule(row.field());
      if (rule.isEmpty() || rule.get().kind() == FieldRule.Kind.TAGS) {
        return row;
      }
      return new BaseRow(
          row.field(),
          row.element(),
          digest(world, key, rule.get(), contact),
          digest(world, key, rule.get(), profile),
          row.canonVersion(),
          row.ruleFingerprint(),
          row.revision());
    }

    private static String digest(World world, FlowKey key, FieldRule rule, PersonView view) {
      return world
          .digester()
          .digest(
              key, rule.name(), world.forms().canonical(view.field(rule.name()), rule.form(), 1));
    }
  }

  /** "The same content is the same operation": then a changed source is another create. */
  private static final class OpIdFromContent implements Variant {

    @Override
    public PairLedger ledger(PairLedger real, World world) {
      // Who looks for the intent by an id made of today's content does not find yesterday's.
      return LedgerProxy.loading(
          LedgerProxy.claimingAnew(real),
          record ->
              new PairRecord(
                  record.link(),
                  record.base(),
                  record.intents().stream()
                      .filter(intent -> intent.kind() != Op.Kind.CREATE)
                      .toList(),
                  record.accepted(),
                  record.conflicts(),
                  record.parked(),
                  record.edits(),
                  record.moves(),
                  record.stamps()));
    }

    @Override
    public Plan plan(Plan real) {
      return new Plan(
          real.verdict(),
          real.lookedAt(),
          real.ops().stream().map(OpIdFromContent::byContent).toList(),
          real.waiting(),
          real.again(),
          real.more(),
          real.summary());
    }

    private static Op byContent(Op op) {
      if (op.kind() != Op.Kind.CREATE) {
        return op;
      }
      String content = op.writes().stream().map(FieldWrite::values).toList().toString();
      return new Op(
          "content" + Integer.toHexString(content.hashCode()) + op.sourceId(),
          op.kind(),
          op.target(),
          op.targetId(),
          op.targetVersion(),
          op.sourceId(),
          op.writes(),
          op.summary());
    }
  }

  /** "What I could not read is not there." */
  private static final class AbsenceIsDeletion implements Variant {

    @Override
    public Client wire(Client real) {
      return (request, options) -> {
        boolean ofOne =
            request.httpMethod() == Request.HttpMethod.GET
                && request.url().matches(".*/contacts/[A-Za-z0-9]{15,}$");
        try {
          Response answer = real.execute(request, options);
          return ofOne && answer.status() >= 500 ? gone(request) : answer;
        } catch (IOException cut) {
          if (ofOne) {
            return gone(request);
          }
          throw cut;
        }
      };
    }

    private static Response gone(Request request) {
      boolean atContacts = request.url().contains("/highlevel/");
      String id = request.url().substring(request.url().lastIndexOf('/') + 1);
      String body =
          atContacts
              ? "{\"statusCode\":400,\"message\":\"Contact with id " + id + " not found\"}"
              : "{\"success\":false,\"errors\":[{\"errorCode\":\"contact.unknown\",\"message\":\"\"}]}";
      return Response.builder()
          .status(atContacts ? 400 : 404)
          .headers(Map.of("Content-Type", List.of("application/json")))
          .body(body, StandardCharsets.UTF_8)
          .request(request)
          .build();
    }
  }

  /** "An event that equals the base is an echo", whoever is at work. */
  private static final class DoorWithoutTheOpenMark implements Variant {

    @Override
    public boolean doorSeesTheOpenMark() {
      return false;
    }
  }

  /** "What an event showed proves that nothing is new", though a look is under way. */
  private static final class ForgottenLook implements Variant {

    @Override
    public OpenMarks marks(OpenMarks real) {
      return new OpenMarks() {
        @Override
        public boolean open(Flow flow, FlowKey key, Instant lookedAt) {
          real.open(flow, key, lookedAt);
          return false;
        }

        @Override
        public void close(Flow flow, FlowKey key, Instant lookedAt) {
          real.close(flow, key, lookedAt);
        }

        @Override
        public boolean isOpen(Flow flow, FlowKey key) {
          return real.isOpen(flow, key);
        }
      };
    }
  }
}
