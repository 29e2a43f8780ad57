package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.run.KeptAccount;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.DynamoLedger;
import java.nio.file.Path;
import java.util.List;

/** In the local AWS that a replay left behind; the functions run in this process, as they do in a replay. */
final class LocalDeployed implements Deployed {
    private static final String TABLE = "tourniquet-ledger";

    private final LocalAws aws;
    private final KeptAccount account;
    private final Operator operator;

    private LocalDeployed(LocalAws aws, KeptAccount account, Operator operator) {
        this.aws = aws;
        this.account = account;
        this.operator = operator;
    }

    static Deployed open(LocalAws aws) {
        Path assembly = Path.of(System.getProperty("tourniquet.home", ".")).resolve(TemplateReader.SYNTHESIZED);
        Template template = TemplateReader.read(TemplateReader.find(assembly, LocalAws.ACCOUNT), LocalAws.ACCOUNT);
        KeptAccount account = KeptAccount.of(aws, template);
        KeptAccount.Person person = account.operator();
        return new LocalDeployed(
                aws,
                account,
                new Operator(person.arn(), person.credentials(), LocalAws.ACCOUNT, template.region(), aws.endpoint()));
    }

    @Override
    public String place() {
        return "local AWS at " + aws.endpoint();
    }

    @Override
    public String caller() {
        return operator.arn();
    }

    @Override
    public List<String> responses() {
        return Operation.RESPONSES;
    }

    @Override
    public Ledger ledger() {
        return new DynamoLedger(account.dynamo(), TABLE);
    }

    @Override
    public DeadLetterItems deadLetters() {
        return new DeadLetterItems(account.dynamo(), TABLE);
    }

    @Override
    public JsonNode order(String response, ObjectNode command) {
        String function = "tourniquet-" + response;
        KeptAccount.Ran ran = account.invoke(function, Json.write(operator.signs(command, function)));
        if (ran.failure() != null) {
            throw Answers.brokenOff(function, ran.failureType(), ran.failure());
        }
        return ran.output();
    }

    @Override
    public void close() {
        account.close();
        aws.close();
    }
}
