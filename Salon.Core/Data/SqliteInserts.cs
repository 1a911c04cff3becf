using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Salon.Data;

/// <summary>Writes new rows with one prepared statement for each table, by the same mapping as EF Core, which spends most of a small save on looking for changes.</summary>
internal sealed class SqliteInserts
{
    private static readonly ConditionalWeakTable<IModel, SqliteInserts> PerModel = [];

    private readonly ConcurrentDictionary<Type, Statement> statements = new();
    private readonly Func<Type, Statement> make;

    private SqliteInserts(IModel model) => make = type => new Statement(model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not mapped."));

    public static SqliteInserts Of(IModel model) => PerModel.GetValue(model, static m => new SqliteInserts(m));

    /// <exception cref="RowRefusedException">A constraint or a trigger refused the row.</exception>
    public void Write(object row, KeptConnection connection, SqliteTransaction? transaction)
    {
        var statement = statements.GetOrAdd(row.GetType(), make);
        using var command = statement.For(row, connection, transaction);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException refused)
        {
            throw new RowRefusedException(statement.Type, refused);
        }
    }

    private sealed class Statement
    {
        private readonly string sql;
        private readonly Column[] columns;

        public Statement(IEntityType type)
        {
            Type = type;
            columns = [.. type.GetFlattenedProperties().Select((property, i) => new Column(property, $"@p{i}"))];
            sql = $"INSERT INTO {type.GetTableName()} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => c.Parameter))})";
        }

        public IEntityType Type { get; }

        public SqliteCommand For(object row, KeptConnection connection, SqliteTransaction? transaction)
        {
            var asked = connection.CreateCommand();
            (asked.CommandText, asked.Transaction) = (sql, transaction);
            foreach (var column in columns) asked.Parameters.Add(column.ParameterFor(row, asked));
            return connection.Prepared(asked);
        }
    }

    private sealed class Column
    {
        private readonly IClrPropertyGetter value;
        private readonly RelationalTypeMapping mapping;
        private readonly bool nullable;

        public Column(IProperty property, string parameter)
        {
            if (property.IsShadowProperty()) throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is kept by EF Core alone; such rows are added, not inserted.");
            (Parameter, Name) = (parameter, property.GetColumnName());
            (value, mapping, nullable) = (property.GetGetter(), property.GetRelationalTypeMapping(), property.IsNullable);
        }

        public string Parameter { get; }

        public string Name { get; }

        public SqliteParameter ParameterFor(object row, SqliteCommand command) =>
            (SqliteParameter)mapping.CreateParameter(command, Parameter, value.GetClrValueUsingContainingEntity(row), nullable);
    }
}

/// <summary>The database refused a row that was inserted without the change tracker.</summary>
internal sealed class RowRefusedException(IEntityType type, Exception refusal) : DbUpdateException(refusal.Message, refusal)
{
    public IEntityType Type { get; } = type;
}
