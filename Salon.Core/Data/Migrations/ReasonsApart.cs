namespace Salon.Data.Migrations;

/// <summary>
/// Names of rules stood among the words that people write. Each goes into a column of its own; who wrote it is known by the refund's key, or by an
/// event that no person brought. The same statements on both databases, of the time of their migration: nothing here follows the code of today.
/// </summary>
internal static class ReasonsApart
{
    private static readonly (string Name, int Code)[] Rules =
    [
        ("InTime", 0), ("Late", 1), ("NoShow", 2), ("BySalon", 3), ("FirstTime", 4), ("Trusted", 5), ("PaidTooLate", 6), ("MissedVisits", 7),
        ("VisitTookPlace", 20), ("PromiseAged", 21), ("RefundedOutside", 30),
    ];

    public static IEnumerable<string> Statements()
    {
        // 6, 7, 8: a refund is wanted, done, refused. 3, 4, 9: authorized, paid, voided. From 0: a person, also when a job of the program was it; 4: a rule.
        yield return $"UPDATE refunds SET because = {CodeOf("reason")}, reason = '' WHERE key NOT LIKE 'staff:%' AND {CodeOf("reason")} IS NOT NULL;";
        yield return $"""
            UPDATE payment_events SET because = {CodeOf("words")}, words = NULL
            WHERE news IN (6, 7, 8) AND EXISTS (
                SELECT 1 FROM refunds r WHERE r.organization_id = payment_events.organization_id AND r.payment_id = payment_events.payment_id AND r.minor = payment_events.minor AND r.because = {CodeOf("words")});
            """;
        yield return $"""
            UPDATE payment_events SET because = {CodeOf("reference")}, reference = NULL, "from" = 4
            WHERE "from" = 0 AND user_id IS NULL AND words IS NULL AND news IN (3, 4, 9) AND {CodeOf("reference")} IS NOT NULL;
            """;
        yield return """UPDATE payment_events SET words = reference, reference = NULL WHERE "from" = 0 AND user_id IS NOT NULL AND words IS NULL AND because IS NULL AND news IN (4, 9);""";
        yield return """UPDATE payment_events SET reference = NULL WHERE "from" = 0 AND reference = words;""";

        // What a document says stays, and so does its hash, of which the name is a part in either place. A quotation mark inside its texts is written otherwise.
        foreach (var (name, code) in Rules)
        {
            yield return $"""
                UPDATE tax_invoices SET content = replace(content, '"reason":"{name}"', '"reason":null,"because":"{name}"')
                WHERE kind = 2 AND content LIKE '%"reason":"{name}"%' AND EXISTS (
                    SELECT 1 FROM refunds r WHERE r.organization_id = tax_invoices.organization_id AND r.payment_id = tax_invoices.payment_id AND r.because = {code}
                    AND tax_invoices.key LIKE 'refund:' || lower(CAST(r.id AS text)) || ':%');
                """;
        }

        yield return """
            UPDATE tax_invoices SET content = replace(content, '"reason":"Voided"', '"reason":null,"because":"Voided"') WHERE kind = 2 AND key LIKE 'void:%' AND content LIKE '%"reason":"Voided"%';
            """;
    }

    private static string CodeOf(string column) => $"CASE {column} {string.Join(' ', Rules.Select(r => $"WHEN '{r.Name}' THEN {r.Code}"))} END";
}
